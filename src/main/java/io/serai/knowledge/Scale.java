package io.serai.knowledge;

import java.util.List;

/** Brings features to mean 0 and deviation 1, so that one ridge serves them all. A feature that never changes keeps deviation 1. */
record Scale(double[] mean, double[] deviation) {

    /** @param rows at least one, all of the same width */
    static Scale of(List<double[]> rows) {
        int width = rows.get(0).length;
        double[] mean = new double[width];
        double[] deviation = new double[width];
        for (int j = 0; j < width; j++) {
            int column = j;
            mean[j] = rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
            double variance = rows.stream().mapToDouble(row -> Math.pow(row[column] - mean[column], 2)).average().orElseThrow();
            deviation[j] = variance < 1e-12 ? 1 : Math.sqrt(variance);
        }
        return new Scale(mean, deviation);
    }

    double[] apply(double[] row) {
        double[] scaled = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            scaled[j] = (row[j] - mean[j]) / deviation[j];
        }
        return scaled;
    }
}
