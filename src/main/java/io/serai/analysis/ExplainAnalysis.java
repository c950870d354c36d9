package io.serai.analysis;

import io.serai.knowledge.Case;
import io.serai.knowledge.Evidence;
import io.serai.language.DetectLanguage;
import io.serai.language.Language;
import io.serai.language.Shortened;
import io.serai.resolution.SimilarTickets;
import io.serai.resolution.Tried;
import io.serai.ticket.Ticket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Adds to an analysis why it says what it says: by what was found, and by the ticket's own text; no word of a model is in it. */
final class ExplainAnalysis {

    private static final int SIMILAR = 5;
    private static final int RISKS = 10;
    private static final int TITLE = 120;
    private static final int OUTCOME = 300;

    private final SimilarTickets tickets;
    private final SpotOrders orders;
    private final SpotPageOrders pages;

    ExplainAnalysis(SimilarTickets tickets, SpotOrders orders, SpotPageOrders pages) {
        this.tickets = tickets;
        this.orders = orders;
        this.pages = pages;
    }

    Analysis explain(Case found, Analysis analysis) {
        Ticket ticket = found.ticket();
        List<Explanation.Similar> similar = similar(ticket);
        return analysis.with(new Explanation(reasoning(analysis, similar), similar, risks(found, analysis), language(found).map(Language::code).orElse(null)));
    }

    /** That of the text; where it tells none, that of the requester's directory. */
    static Optional<Language> language(Case found) {
        Ticket ticket = found.ticket();
        return DetectLanguage.of(ticket.description() == null ? ticket.title() : ticket.title() + "\n" + ticket.description())
            .or(() -> Language.of(found.requester().language()));
    }

    private List<Explanation.Similar> similar(Ticket ticket) {
        return tickets.find(ticket.tenant(), ticket.title(), ticket.text(), Optional.ofNullable(ticket.id()), SIMILAR).stream().map(one ->
            new Explanation.Similar(one.ticketId(), Shortened.to(one.title(), TITLE), one.category(), one.likelihood(), Shortened.to(one.summary(), OUTCOME),
                (int) one.steps().stream().filter(Tried::helped).count(), one.steps().size())).toList();
    }

    private List<Explanation.Risk> risks(Case found, Analysis analysis) {
        Map<String, Explanation.Risk> risks = new LinkedHashMap<>();
        fields(found.ticket()).forEach((where, text) -> orders.inTicket(where, text).forEach(risk -> risks.putIfAbsent(risk.code(), risk)));
        found.evidence().forEach(page -> pages.in(page).forEach(risk -> risks.putIfAbsent(risk.code(), risk)));
        List<Explanation.Risk> all = new ArrayList<>(risks.values());
        if (analysis.degraded() != null) {
            all.add(new Explanation.Risk("degraded", "the analysis is worth less than usual: " + analysis.degraded(), false));
        }
        if (analysis.evidence().isEmpty()) {
            all.add(new Explanation.Risk("no-evidence", "nothing that the hub knows supports the analysis", false));
        }
        if (Confidence.isContested(found.evidence())) {
            all.add(new Explanation.Risk("contested", "a page about something else fits nearly as well", false));
        }
        return all.stream().limit(RISKS).toList();
    }

    private static Map<String, String> fields(Ticket ticket) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("the title", ticket.title());
        fields.put("the description", ticket.description());
        fields.put("what was said about it", ticket.said());
        fields.put("the error messages", ticket.errorMessages());
        fields.put("the steps taken", ticket.stepsTaken());
        fields.put("the business impact", ticket.businessImpact());
        fields.put("the affected system", ticket.affectedSystem());
        fields.put("the requester's name", ticket.requester() == null ? null : ticket.requester().name());
        StringBuilder labels = new StringBuilder();
        ticket.labels().forEach((name, value) -> labels.append(name).append(": ").append(value).append('\n'));
        fields.put("a label", labels.toString());
        return fields;
    }

    private static String reasoning(Analysis analysis, List<Explanation.Similar> similar) {
        String page = analysis.evidence().stream().findFirst().map(ExplainAnalysis::page).orElse("No page that the hub has fits.");
        return similar.isEmpty() ? page : page + " " + alike(similar);
    }

    private static String page(Evidence best) {
        String terms = best.match() == null || best.match().terms().isEmpty() ? ""
            : " by " + String.join(", ", best.match().terms().stream().limit(SIMILAR).toList());
        return String.format(Locale.ROOT, "The page %s, \u201C%s\u201D, fits%s (likelihood %.2f).", best.id(), Shortened.to(best.title(), TITLE), terms, best.score());
    }

    private static String alike(List<Explanation.Similar> similar) {
        int tried = similar.stream().mapToInt(Explanation.Similar::tried).sum();
        String helped = tried == 0 ? "" : ", where " + similar.stream().mapToInt(Explanation.Similar::helped).sum() + " of " + tried + " steps tried helped";
        return similar.size() + (similar.size() == 1 ? " resolved ticket is" : " resolved tickets are") + " like it (at best "
            + String.format(Locale.ROOT, "%.2f", similar.get(0).likeness()) + ")" + helped + ".";
    }
}
