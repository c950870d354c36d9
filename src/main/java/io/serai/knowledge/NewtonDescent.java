package io.serai.knowledge;

import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Finds the numbers with the least loss by Newton's method: steps of gradient over curvature. A step that makes things worse is halved. */
final class NewtonDescent {

    private static final double SHORTEST = 1e-6;

    private NewtonDescent() {
    }

    /**
     * @param size      how many numbers; it starts where all are 0
     * @param loss      of some numbers
     * @param direction gradient over curvature there
     * @param steps     at most
     * @param least     a step that gains no more than this is the last
     */
    static double[] least(int size, ToDoubleFunction<double[]> loss, UnaryOperator<double[]> direction, int steps, double least) {
        double[] now = new double[size];
        double before = loss.applyAsDouble(now);
        for (int step = 0; step < steps; step++) {
            double[] way = direction.apply(now);
            double length = 1;
            double[] next = moved(now, way, length);
            double after = loss.applyAsDouble(next);
            while (after > before && length > SHORTEST) {
                length /= 2;
                next = moved(now, way, length);
                after = loss.applyAsDouble(next);
            }
            if (!(before - after > least)) {
                break;
            }
            now = next;
            before = after;
        }
        return now;
    }

    private static double[] moved(double[] from, double[] direction, double length) {
        double[] to = from.clone();
        for (int j = 0; j < to.length; j++) {
            to[j] -= length * direction[j];
        }
        return to;
    }
}
