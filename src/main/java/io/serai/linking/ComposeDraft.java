package io.serai.linking;

import io.serai.analysis.DraftFacts;
import io.serai.resolution.SimilarTickets;
import io.serai.resolution.SimilarTickets.Similar;
import io.serai.resolution.Tried;
import io.serai.ticket.Category;
import io.serai.ticket.Ticket;
import io.serai.ticket.Tickets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Gathers what a draft is written from: of the similar tickets that agree, what helped, in the order in which it was tried. */
@Component("composeDraft")
class ComposeDraft {

    private static final int STEPS = 20;
    private static final int SYMPTOMS = 5;
    private static final int FAILED = 10;

    private final Tickets tickets;
    private final SimilarTickets similar;

    ComposeDraft(Tickets tickets, SimilarTickets similar) {
        this.tickets = tickets;
        this.similar = similar;
    }

    /** @throws IllegalStateException if the ticket is not stored, or has no similar ones any more */
    public DraftFacts compose(Gap gap) {
        Ticket ticket = tickets.find(gap.ticketId()).orElseThrow(() -> new IllegalStateException("ticket " + gap.ticketId() + " is not stored"));
        List<Similar> group = WeighGap.agreement(similar, ticket).tickets();
        if (group.isEmpty()) {
            throw new IllegalStateException("ticket " + gap.ticketId() + " has no similar resolved tickets any more");
        }
        return facts(gap, ticket, group);
    }

    static DraftFacts facts(Gap gap, Ticket ticket, List<Similar> group) {
        Similar best = group.get(0);
        String title = best.rootCauseTitle() == null ? best.title() : best.title() + ": " + best.rootCauseTitle();
        List<String> helped = steps(group);
        List<String> known = helped.stream().map(ComposeDraft::key).toList();
        List<String> failed = group.stream().flatMap(one -> one.steps().stream()).filter(step -> !step.helped() && !known.contains(key(step.text())))
            .map(Tried::text).collect(Collectors.toMap(ComposeDraft::key, Function.identity(), (one, again) -> one, LinkedHashMap::new)).values().stream()
            .limit(FAILED).toList();
        List<String> symptoms = Stream.concat(Stream.of(ticket.title()), group.stream().map(Similar::title)).distinct().limit(SYMPTOMS).toList();
        String category = Optional.ofNullable(ticket.category()).map(Category::json)
            .or(() -> group.stream().map(Similar::category).filter(Objects::nonNull).findFirst()).orElse(null);
        return new DraftFacts(gap.tenant(), gap.ticketId(), title, symptoms, best.rootCauseTitle(), group.stream().map(Similar::summary).distinct().limit(SYMPTOMS).toList(),
            helped, failed, category, group.stream().map(Similar::ticketId).toList(), gap.way() == Gap.Way.DRAFTED);
    }

    /** What helped in any of them; by how early it was tried on average, what helped more often first where that is equal. */
    private static List<String> steps(List<Similar> group) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (Similar ticket : group) {
            List<Tried> helped = ticket.steps().stream().filter(Tried::helped).toList();
            for (int i = 0; i < helped.size(); i++) {
                String key = key(helped.get(i).text());
                texts.putIfAbsent(key, helped.get(i).text());
                places.computeIfAbsent(key, unseen -> new ArrayList<>()).add(i);
            }
        }
        return places.entrySet().stream()
            .sorted(Comparator.<Map.Entry<String, List<Integer>>>comparingDouble(entry -> entry.getValue().stream().mapToInt(Integer::intValue).average().orElse(0))
                .thenComparing(entry -> -entry.getValue().size()))
            .limit(STEPS).map(entry -> texts.get(entry.getKey())).toList();
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
