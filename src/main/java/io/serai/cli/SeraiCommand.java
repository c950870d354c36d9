package io.serai.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.serai.home.HomeFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The commands beside running the hub. */
@Command(name = "serai", mixinStandardHelpOptions = true, versionProvider = SeraiCommand.Version.class,
    description = "Without a command: runs the hub. Settings are given as --name=value or in the environment.",
    subcommands = {NormalizeCommand.class, ImportCommand.class, ValidateCommand.class, EvalCommand.class, TrainCommand.class, GapsCommand.class})
public final class SeraiCommand implements Runnable {

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"serai " + Optional.ofNullable(SeraiCommand.class.getPackage().getImplementationVersion()).orElse("(unpacked)")};
        }
    }

    /**
     * Runs a command, if the arguments name one.
     *
     * @return its exit code (0 done, 1 faults found, 2 wrong usage), or absent if the arguments are the hub's
     */
    public static Optional<Integer> dispatch(String... args) {
        boolean command = args.length > 0 && (!args[0].startsWith("--") || Arrays.asList("--help", "--version").contains(args[0]));
        if (!command) {
            return Optional.empty();
        }
        logToStandardError();
        return Optional.of(new CommandLine(new SeraiCommand()).execute(args));
    }

    /** Standard output is the commands' own: log lines go to standard error, and only from warnings up. */
    private static void logToStandardError() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        PatternLayoutEncoder pattern = new PatternLayoutEncoder();
        pattern.setContext(context);
        pattern.setPattern("%level %msg%n");
        pattern.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(pattern);
        console.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
    }

    /** The home as {@code SERAI_HOME} names it; the working folder by default. */
    static HomeFiles home() {
        return new HomeFiles(Path.of(Optional.ofNullable(System.getenv("SERAI_HOME")).orElse("")).toAbsolutePath().normalize());
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
