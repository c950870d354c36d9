package io.serai.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.serai.classification.EvaluateTickets;
import io.serai.classification.LabelledTicket;
import io.serai.classification.TicketFigures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code eval tickets}: how well is a ticket's category guessed from its words? */
@Command(name = "tickets", mixinStandardHelpOptions = true,
    description = {"Learns categories from labelled tickets, whatever they are called, and prints how well those of other tickets are guessed. Needs no database"
        + " and leaves nothing behind.",
        "Exit code: 0 if it was measured, 1 if a file cannot be read or is too small, 2 for wrong usage."})
final class EvalTicketsCommand implements Callable<Integer> {

    @Option(names = "--data", paramLabel = "FILE", required = true,
        description = "One JSON object a line: title, description, category. Without --train it is divided into five parts, and each is guessed by what the"
            + " other four teach.")
    private Path data;

    @Option(names = "--train", paramLabel = "FILE", description = "Tickets to learn from, in the same form; then all of --data is guessed.")
    private Path train;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            List<LabelledTicket> tickets = LabelledTicket.read(data);
            TicketFigures figures = train == null ? EvaluateTickets.crossValidated(tickets) : EvaluateTickets.trained(LabelledTicket.read(train), tickets);
            PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            out.println(json ? JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(figures) : text(figures));
            out.flush();
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("cannot be measured: " + e.getMessage());
            return 1;
        }
    }

    private static String text(TicketFigures figures) {
        StringBuilder text = new StringBuilder();
        text.append(LinkingFiles.format("%d tickets: macro-F1 %.3f, accuracy %.3f, calibration error %.3f; %.3f could go without a person with nine in ten right%n", figures.tickets(),
            figures.macroF1(), figures.accuracy(), figures.calibrationError(), figures.automaticAt90Precision()));
        text.append(LinkingFiles.format("%n%-30s %8s %10s %8s %8s%n", "category", "tickets", "precision", "recall", "F1"));
        figures.byCategory().forEach((category, of) -> text.append(LinkingFiles.format("%-30s %8d %10.3f %8.3f %8.3f%n", category, of.tickets(), of.precision(), of.recall(), of.f1())));
        text.append(LinkingFiles.format("%n%-12s %8s %8s %8s%n", "confidence", "tickets", "mean", "right"));
        figures.confidences().forEach(bin -> text.append(LinkingFiles.format("%.1f to %.1f   %8d %8.2f %8.2f%n", bin.from(), bin.to(), bin.tickets(), bin.confidence(), bin.right())));
        return text.toString().stripTrailing();
    }
}
