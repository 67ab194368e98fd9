package dev.sedd.model.network;

/**
 * The plain twin of both families' networks, for one sequence: the formulas as they stand in the papers, in double, a number
 * at a time. It shares nothing with the network but the weights.
 */
final class ReferenceNetwork {
    private final Configuration c;
    private final Weights weights;
    private final int d;

    ReferenceNetwork(Configuration c, Weights weights) {
        this.c = c;
        this.weights = weights;
        d = c.hiddenSize();
    }

    /** Log scores (T, V). */
    double[][] logScore(int[] tokens, double sigma) {
        boolean nanogpt = c.family() == Family.NANOGPT;
        double[] condition = condition(sigma);
        float[] embedding = weights.embedding().array();
        double[][] x = new double[tokens.length][d];
        for (int t = 0; t < tokens.length; t++) {
            for (int j = 0; j < d; j++) {
                x[t][j] = embedding[tokens[t] * d + j] + (nanogpt ? weights.positions()[t * d + j] : 0);
            }
        }
        for (Weights.Block block : weights.blocks()) {
            double[] six = linear(block.modulation(), condition);
            double[][] u = modulate(normalise(x, block.norm1()), six, 0);
            u = attention(block, u, !nanogpt);
            if (nanogpt) {
                u = attention(block, normalise(u, block.norm1()), false);
            }
            addGated(x, u, six, 2);
            double[][] h = modulate(normalise(x, block.norm2()), six, 3);
            for (int t = 0; t < h.length; t++) {
                double[] up = linear(block.up(), h[t]);
                for (int j = 0; j < up.length; j++) {
                    up[j] = nanogpt ? geluErf(up[j]) : geluTanh(up[j]);
                }
                h[t] = linear(block.down(), up);
            }
            addGated(x, h, six, 5);
        }
        x = nanogpt ? normalise(x, weights.finalNorm()) : x;
        double[] two = linear(weights.head().modulation(), condition);
        x = modulate(normalise(x, weights.head().norm()), two, 0);
        for (int t = 0; t < x.length; t++) {
            x[t] = linear(weights.head().linear(), x[t]);
            for (int y = 0; c.scaleBySigma() && y < x[t].length; y++) {
                x[t][y] -= Math.log(Math.expm1(sigma)) + Math.log(c.vocabularySize() - 1);
            }
            x[t][tokens[t]] = 0;
        }
        return x;
    }

    private double[] condition(double sigma) {
        double[] waves = new double[256];
        for (int k = 0; k < 128; k++) {
            double angle = sigma * Math.exp(-Math.log(10000) * k / 128);
            waves[k] = Math.cos(angle);
            waves[128 + k] = Math.sin(angle);
        }
        return silu(linear(weights.noiseOut(), silu(linear(weights.noiseIn(), waves))));
    }

    /** attn = softmax(Q Kᵀ/√h) V for every head, and the output projection. */
    private double[][] attention(Weights.Block block, double[][] u, boolean rotary) {
        int length = u.length;
        int h = c.headSize();
        double[][] qkv = new double[length][];
        for (int t = 0; t < length; t++) {
            qkv[t] = linear(block.qkv(), u[t]);
            for (int head = 0; rotary && head < 2 * c.heads(); head++) {
                rotate(qkv[t], head * h, t);
            }
        }
        double[][] out = new double[length][d];
        for (int head = 0; head < c.heads(); head++) {
            for (int i = 0; i < length; i++) {
                double[] weight = new double[length];
                double sum = 0;
                for (int j = 0; j < length; j++) {
                    double dot = 0;
                    for (int k = 0; k < h; k++) {
                        dot += qkv[i][head * h + k] * qkv[j][d + head * h + k];
                    }
                    weight[j] = Math.exp(dot / Math.sqrt(h));
                    sum += weight[j];
                }
                for (int j = 0; j < length; j++) {
                    for (int k = 0; k < h; k++) {
                        out[i][head * h + k] += weight[j] / sum * qkv[j][2 * d + head * h + k];
                    }
                }
            }
        }
        for (int t = 0; t < length; t++) {
            out[t] = linear(block.project(), out[t]);
        }
        return out;
    }

    private void rotate(double[] x, int from, int position) {
        int half = c.headSize() / 2;
        for (int j = 0; j < half; j++) {
            double angle = position * Math.pow(10000, -2.0 * j / c.headSize());
            double u1 = x[from + j];
            double u2 = x[from + half + j];
            x[from + j] = u1 * Math.cos(angle) - u2 * Math.sin(angle);
            x[from + half + j] = u2 * Math.cos(angle) + u1 * Math.sin(angle);
        }
    }

    private double[][] normalise(double[][] x, float[] gain) {
        double[][] y = new double[x.length][d];
        for (int t = 0; t < x.length; t++) {
            double mean = 0;
            double variance = 0;
            for (int j = 0; j < d; j++) {
                mean += x[t][j] / d;
            }
            for (int j = 0; j < d; j++) {
                variance += (x[t][j] - mean) * (x[t][j] - mean) / d;
            }
            for (int j = 0; j < d; j++) {
                y[t][j] = (x[t][j] - mean) / Math.sqrt(variance + 1e-5f) * gain[j];
            }
        }
        return y;
    }

    /** u · (1 + scale) + shift, of which shift is part {@code first} of the modulation and scale the next. */
    private double[][] modulate(double[][] u, double[] modulation, int first) {
        for (double[] row : u) {
            for (int j = 0; j < d; j++) {
                row[j] = row[j] * (1 + modulation[(first + 1) * d + j]) + modulation[first * d + j];
            }
        }
        return u;
    }

    private void addGated(double[][] x, double[][] u, double[] modulation, int gate) {
        for (int t = 0; t < x.length; t++) {
            for (int j = 0; j < d; j++) {
                x[t][j] += modulation[gate * d + j] * u[t][j];
            }
        }
    }

    private static double[] linear(Weights.Dense dense, double[] x) {
        double[] y = new double[dense.out()];
        float[] w = dense.weight().array();
        for (int i = 0; i < y.length; i++) {
            double sum = dense.bias() == null ? 0 : dense.bias()[i];
            for (int j = 0; j < dense.in(); j++) {
                sum += w[i * dense.in() + j] * x[j];
            }
            y[i] = sum;
        }
        return y;
    }

    private static double[] silu(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] /= 1 + Math.exp(-x[i]);
        }
        return x;
    }

    private static double geluTanh(double x) {
        return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }

    /** x Φ(x), with erf(z) = 2/√π · e^(−z²) · Σ 2^n z^(2n+1) / (2n+1)!!, whose terms have one sign. */
    private static double geluErf(double x) {
        double z = Math.abs(x) / Math.sqrt(2);
        double term = z;
        double sum = 0;
        for (int n = 1; n < 200; n++) {
            sum += term;
            term *= 2 * z * z / (2 * n + 1);
        }
        double erf = z > 6 ? 1 : 2 / Math.sqrt(Math.PI) * Math.exp(-z * z) * sum;
        return 0.5 * x * (1 + Math.copySign(erf, x));
    }
}
