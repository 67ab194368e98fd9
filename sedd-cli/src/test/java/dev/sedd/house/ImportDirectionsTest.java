package dev.sedd.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sedd.kernels.Transpose;
import dev.sedd.kernels.Workers;
import java.io.ObjectInputStream;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directions in which the packages may know each other: kernels ← model ← command line, and those inside of them. */
class ImportDirectionsTest {
    private static final String VECTORS = "jdk.incubator.vector..";

    /** Their results may differ in the last bit from one processor or release to another; StrictMath's do not. */
    private static final Set<String> INEXACT_MATH = Set.of(
            "exp", "expm1", "log", "log1p", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh",
            "cosh", "tanh", "pow", "cbrt", "hypot");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sedd");

    @Test
    void kernelsKnowTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.sedd.kernels..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.sedd.kernels..", "java..", VECTORS)
                .check(HOUSE);
    }

    /** Each package of the model and of the command line, and all that it may know of the house beside itself. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model.tokens     |
            model.corpus     | model.tokens
            model.noise      |
            model.graph      |
            model.random     |
            model.score      | kernels
            model.loss       | model.graph
            model.network    | kernels model.graph model.noise model.score
            model.sampling   | kernels model.graph model.noise model.random model.score
            model.evaluation | kernels model.graph model.loss model.noise model.random model.score
            model.checkpoint | kernels model.graph model.network model.noise model.tokens
            model.data       | model.checkpoint model.tokens
            model.training   | kernels model.data model.graph model.loss model.network model.noise model.random model.score
            model.run        | kernels model.checkpoint model.data model.evaluation model.graph model.network model.sampling model.score model.tokens model.training
            model            | kernels
            cli.output       | model
            cli.option       | kernels model cli.output
            cli.picture      | cli.output
            cli.demo         | kernels model cli.output cli.option cli.picture
            cli.command      | kernels model cli.output cli.option cli.picture cli.demo
            cli.launcher     |
            """)
    void knowsNoMoreOfTheHouse(String name, String others) {
        Stream<String> known =
                Stream.concat(Stream.of(name), Stream.ofNullable(others).flatMap(o -> Stream.of(o.split(" "))));
        classes()
                .that()
                .resideInAPackage(house(name))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("dev.sedd..")
                        .or(resideInAnyPackage(
                                known.map(ImportDirectionsTest::house).toArray(String[]::new))))
                .check(HOUSE);
    }

    @Test
    void internalsOfTheKernelsAloneUseVectors() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sedd.kernels.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(VECTORS)
                .check(HOUSE);
    }

    @Test
    void internalsOfTheKernelsStayInside() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sedd.kernels..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sedd.kernels.internal..")
                .check(HOUSE);
    }

    @Test
    void referenceTwinsShareNothingWithFastCode() {
        classes()
                .that()
                .resideInAPackage("dev.sedd.kernels.reference..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("dev.sedd.kernels.reference..", "java..")
                        .or(JavaClass.Predicates.type(Transpose.class)))
                .check(HOUSE);
    }

    @Test
    void workersAloneStartThreads() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sedd.kernels..", "dev.sedd.model..")
                .and(DescribedPredicate.not(JavaClass.Predicates.belongToAnyOf(Workers.class)))
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.lang\\.Thread"
                                + "|java\\.util\\.concurrent\\.(ForkJoin.*|Recursive.*|Executor.*|CompletableFuture|.*Executor)")
                .check(HOUSE);
    }

    @Test
    void commandLineAlonePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sedd.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(HOUSE);
    }

    @Test
    void mathIsTheSameOnEveryMachine() {
        noClasses()
                .that(resideInAnyPackage("dev.sedd.kernels..", "dev.sedd.model.."))
                .and()
                .resideOutsideOfPackage("dev.sedd.kernels.reference..")
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "the target is an inexact function of Math",
                        (JavaAccess<?> access) -> access.getTargetOwner().isEquivalentTo(Math.class)
                                && INEXACT_MATH.contains(access.getName())))
                .check(HOUSE);
    }

    @Test
    void randomNumbersComeFromOnePackage() {
        noClasses()
                .that()
                .resideInAPackage("dev.sedd.model..")
                .and()
                .resideOutsideOfPackage(house("model.random"))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.(random\\..*|Random|SplittableRandom|concurrent\\.ThreadLocalRandom)")
                .orShould()
                .callMethod(Math.class, "random")
                .check(HOUSE);
    }

    @Test
    void nothingIsDeserialized() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .check(HOUSE);
    }

    /** A package of the house, with all below it. */
    private static String house(String name) {
        return "dev.sedd." + name + "..";
    }
}
