package io.serai.cli;

import io.serai.knowledge.LinkingFigures;
import io.serai.knowledge.LinkingWatch;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code eval linking} and {@code train linking} have in common: their files, and how figures are printed. */
final class LinkingFiles {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--runbooks", required = true, paramLabel = "DIR",
        description = "Folder of runbooks. An INDEX.jsonl in it names them (id, file, title); without one all its Markdown files are taken.")
    private Path runbooks;

    @Option(names = "--queries", required = true, paramLabel = "FILE",
        description = "One JSON object a line: id, name, title, description, gold_any, negative, source.")
    private Path queries;

    @Option(names = "--threads", defaultValue = "2", paramLabel = "N", description = "Threads that embed (default ${DEFAULT-VALUE}).")
    private int threads;

    Path runbooks() {
        return runbooks;
    }

    Path queries() {
        return queries;
    }

    int threads() {
        return threads;
    }

    void check() {
        if (threads < 1 || threads > 64) {
            throw new ParameterException(command.commandLine(), "--threads must be from 1 to 64");
        }
    }

    static LinkingWatch watch(CommandProgress progress) {
        return new LinkingWatch() {
            @Override
            public void at(String step, int done, int all) {
                progress.at(step, done, all);
            }

            @Override
            public void told(String message) {
                System.err.println(message);
            }
        };
    }

    static String table(LinkingFigures figures) {
        StringBuilder text = new StringBuilder();
        text.append(format("found    recall@1 %.3f  recall@5 %.3f  MRR %.3f%n", figures.recallAt1(), figures.recallAt5(), figures.mrr()));
        figures.bySource().forEach((source, ranking) -> text.append(format("         %-40s %4d queries  %.3f  %.3f  %.3f%n", source, ranking.queries(),
            ranking.recallAt1(), ranking.recallAt5(), ranking.mrr())));
        text.append(format("linked   at %.2f and above: coverage %.3f  correct %.3f  precision %.3f (of all links %.3f)%n", figures.threshold(),
            figures.coverage(), figures.correct(), figures.precision(), figures.precisionOfAll()));
        text.append(format("falsely  %.3f of the queries without a page", figures.falsePositives()));
        figures.falsePositivesByKind().forEach((kind, share) -> text.append(format("  %s %.3f", kind, share)));
        text.append(format("%ncalibration error %.3f%n", figures.calibrationError()));
        text.append(format("         confidence   queries   mean   right%n"));
        figures.reliability().forEach(bin -> text.append(format("         %.1f to %.1f   %7d  %5.2f   %5.2f%n", bin.from(), bin.to(), bin.queries(),
            bin.confidence(), bin.right())));
        return text.toString();
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
