package io.serai.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.knowledge.EvaluateLinking;
import io.serai.knowledge.LinkingResult;
import io.serai.knowledge.LinkingResult.Linking;
import io.serai.knowledge.LinkingResult.Ranking;
import io.serai.knowledge.LinkingResult.Variant;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code eval}: measures the hub on files of examples. */
@Command(name = "eval", mixinStandardHelpOptions = true, description = "Measures how well the hub does on files of examples.",
    subcommands = EvalCommand.LinkingCommand.class)
final class EvalCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to measure.");
    }

    /** {@code eval linking}: does the hub find the right runbook for an alert, and does it stay silent where there is none? */
    @Command(name = "linking", mixinStandardHelpOptions = true,
        description = "Prints how often the right runbook is found for an alert, and how often a wrong one is linked. Takes some minutes for"
            + " several hundred runbooks: each is embedded.")
    static final class LinkingCommand implements Callable<Integer> {

        @Option(names = "--runbooks", required = true, paramLabel = "DIR", description = "Folder of Markdown runbooks.")
        private Path runbooks;

        @Option(names = "--queries", required = true, paramLabel = "FILE",
            description = "One JSON object a line: id, name, title, description, gold_any, negative, source.")
        private Path queries;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Option(names = "--threads", defaultValue = "2", description = "Threads that embed (default ${DEFAULT-VALUE}).")
        private int threads;

        @Override
        public Integer call() throws InterruptedException {
            if (threads < 1) {
                System.err.println("--threads must be at least 1");
                return 2;
            }
            try {
                LinkingResult result = EvaluateLinking.evaluate(runbooks, queries, threads);
                PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
                out.println(json ? JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(result) : text(result));
                out.flush();
                return 0;
            } catch (IOException e) {
                System.err.println("cannot be measured: " + e);
                return 1;
            }
        }

        private static String text(LinkingResult result) {
            StringBuilder text = new StringBuilder();
            text.append(format("%d runbooks, %d chunks, %.0f s%n", result.runbooks(), result.chunks(), result.seconds()));
            append(text, "text only", result.text());
            append(text, "text and name", result.textAndName());
            return text.toString().stripTrailing();
        }

        private static void append(StringBuilder text, String name, Variant variant) {
            text.append(format("%n%s (95 %% of the searches within %.0f ms)%n", name, variant.milliseconds()));
            append(text, "all", variant.all());
            variant.bySource().forEach((source, ranking) -> append(text, source, ranking));
            append(text, "lowest with < 10 % false links on this file", variant.chosen());
            append(text, "frozen on the development file", variant.frozen());
        }

        private static void append(StringBuilder text, String name, Ranking ranking) {
            text.append(format("  %-36s %4d queries  recall@1 %.3f  recall@5 %.3f  MRR %.3f%n", name, ranking.queries(), ranking.recallAt1(),
                ranking.recallAt5(), ranking.mrr()));
        }

        private static void append(StringBuilder text, String name, Linking linking) {
            text.append(format("  linked above %.4f (%s): coverage %.3f  correct %.3f  precision %.3f  false %.3f %s%n", linking.threshold(), name,
                linking.coverage(), linking.correct(), linking.precision(), linking.falsePositives(), linking.byKind()));
        }

        private static String format(String format, Object... values) {
            return String.format(Locale.ROOT, format, values);
        }
    }
}
