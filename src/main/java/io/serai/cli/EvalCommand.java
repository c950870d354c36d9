package io.serai.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.knowledge.EvaluateLinking;
import io.serai.knowledge.LinkingFigures;
import io.serai.knowledge.LinkingResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code eval}: measures the hub on files of examples. */
@Command(name = "eval", mixinStandardHelpOptions = true, description = "Measures how well the hub does on files of examples.",
    subcommands = {EvalCommand.LinkingCommand.class, EvalTicketsCommand.class})
final class EvalCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to measure.");
    }

    /** {@code eval linking}: does the hub find the right runbook for an alert, and does it stay silent where there is none? */
    @Command(name = "linking", mixinStandardHelpOptions = true,
        description = {"Prints how often the right runbook is found for an alert, how often a wrong one is linked, and what the confidence is worth. Needs no"
            + " database and leaves nothing behind. Takes minutes for several hundred runbooks: each is embedded.",
            "Exit code: 0 if it was measured, 1 if a file cannot be read, 2 for wrong usage."})
    static final class LinkingCommand implements Callable<Integer> {

        @Mixin
        private LinkingFiles files;

        @Option(names = "--with-name", description = "Ask with the alert's own name too; without it by title and description alone.")
        private boolean named;

        @Option(names = "--model", paramLabel = "FILE", description = "Numbers written by 'train linking'; without it those that come with the hub.")
        private Path model;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Override
        public Integer call() throws InterruptedException {
            files.check();
            try (CommandProgress progress = new CommandProgress(System.err)) {
                LinkingResult result = EvaluateLinking.evaluate(files.runbooks(), files.queries(), named, Optional.ofNullable(model), files.threads(),
                    LinkingFiles.watch(progress));
                PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
                out.println(json ? JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(result) : text(result));
                out.flush();
                return 0;
            } catch (IOException e) {
                System.err.println("cannot be measured: " + e.getMessage());
                return 1;
            }
        }

        private static String text(LinkingResult result) {
            LinkingFigures figures = result.figures();
            LinkingResult.Latency latency = result.latencyMs();
            StringBuilder text = new StringBuilder();
            text.append(LinkingFiles.format("%d queries %s, %d of them with a page; %d runbooks, %d chunks; %.0f s%n", figures.queries(),
                result.withName() ? "by name and text" : "by text alone", figures.answerable(), result.runbooks(), result.chunks(), result.seconds()));
            text.append(LinkingFiles.format("one search takes %.1f ms (50 %%), %.1f ms (95 %%), %.1f ms (99 %%)%n", latency.p50(), latency.p95(), latency.p99()));
            text.append(LinkingFiles.table(figures));
            return text.toString().stripTrailing();
        }
    }
}
