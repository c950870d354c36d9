package io.serai.cli;

import io.serai.knowledge.TrainLinking;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train}: fits the hub's numbers to files of examples. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Fits the hub's numbers to files of examples.",
    subcommands = TrainCommand.LinkingCommand.class)
final class TrainCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to train.");
    }

    /** {@code train linking}: the weights of ranking and confidence, and the threshold. */
    @Command(name = "linking", mixinStandardHelpOptions = true,
        description = {"Fits the weights by which pages are ranked and the best of them is trusted, and chooses the threshold of automatic links. Prints how good"
            + " they are on alerts that they were not fitted to. The same files give the same numbers. Takes minutes for several hundred runbooks.",
            "Exit code: 0 if it was fitted, 1 if a file cannot be read or written or is too small, 2 for wrong usage."})
    static final class LinkingCommand implements Callable<Integer> {

        @Mixin
        private LinkingFiles files;

        @Option(names = "--out", paramLabel = "FILE",
            description = "Where the numbers are written (JSON), to be named in serai.knowledge.linking-model. Without it they are printed, and what is said"
                + " of them goes to standard error.")
        private Path out;

        @Override
        public Integer call() throws InterruptedException {
            files.check();
            PrintStream standard = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            try (CommandProgress progress = new CommandProgress(System.err)) {
                TrainLinking.Trained trained = TrainLinking.train(files.runbooks(), files.queries(), files.threads(), LinkingFiles.watch(progress));
                if (out == null) {
                    System.err.println(text(trained));
                    standard.println(trained.model());
                } else {
                    write(trained.model());
                    standard.println(text(trained));
                }
                standard.flush();
                return 0;
            } catch (IOException e) {
                System.err.println("cannot be trained: " + e.getMessage());
                return 1;
            }
        }

        /** Whole or not at all. */
        private void write(String model) throws IOException {
            Path folder = out.toAbsolutePath().getParent();
            Path half = Files.createTempFile(folder, ".model", ".json");
            try {
                Files.writeString(half, model + "\n");
                Files.move(half, out, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(half);
            }
        }

        private static String text(TrainLinking.Trained trained) {
            StringBuilder text = new StringBuilder(LinkingFiles.format("threshold %.2f, chosen on what was left out%n", trained.threshold()));
            trained.checks().forEach(check -> text.append(LinkingFiles.format("%n%s, %s%n%s",
                check.bySource() ? "each source of queries left out in turn" : "ten parts left out in turn, the alerts of a page together",
                check.withName() ? "by name and text" : "by text alone", LinkingFiles.table(check.figures()))));
            return text.toString().stripTrailing();
        }
    }
}
