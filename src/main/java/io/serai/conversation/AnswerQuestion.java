package io.serai.conversation;

import io.serai.analysis.Advice;
import io.serai.knowledge.Evidence;
import io.serai.knowledge.PublishedPages;
import io.serai.language.Language;
import io.serai.language.Shortened;
import io.serai.language.Texts;
import io.serai.resolution.SimilarTickets;
import io.serai.resolution.SimilarTickets.Similar;
import io.serai.resolution.Tried;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Answers a question out of what is known here: the steps of the page that fits best, and how a ticket like it was resolved. It says nothing that
 * does not stand there, and where nothing fits well enough, it says that.
 */
@Component
class AnswerQuestion {

    private static final Texts TEXTS = new Texts("/conversation");
    private static final int PAGES = 3;
    private static final int TITLE = 1_000;
    private static final int STEPS = 10;
    private static final int LINE = 500;

    private final PublishedPages pages;
    private final SimilarTickets tickets;
    private final ConversationProperties properties;

    AnswerQuestion(PublishedPages pages, SimilarTickets tickets, ConversationProperties properties) {
        this.pages = pages;
        this.tickets = tickets;
        this.properties = properties;
    }

    /** @param sources best first, possibly none: then nothing was found */
    record Answer(String text, List<Source> sources) {
    }

    /** @param asked what the person said so far, the newest last, at least one */
    Answer answer(String tenant, List<String> asked, Language language) {
        String newest = asked.get(asked.size() - 1);
        List<String> earlier = new ArrayList<>(asked.subList(0, asked.size() - 1));
        Collections.reverse(earlier);
        String before = String.join("\n", earlier);
        String title = newest.length() <= TITLE ? newest : newest.substring(0, TITLE);
        List<Evidence> found = pages.find(tenant, title, before, PAGES).stream().filter(page -> page.score() >= properties.least()).toList();
        Optional<Similar> ticket = tickets.find(tenant, title, before, Optional.empty(), 1).stream()
            .filter(one -> one.likelihood() >= properties.least()).findFirst();
        List<String> lines = new ArrayList<>();
        found.stream().findFirst().ifPresent(page -> read(page, language, lines));
        ticket.ifPresent(one -> read(one, language, lines));
        if (lines.isEmpty()) {
            lines.add(TEXTS.say(language, "nothing"));
            lines.add(TEXTS.say(language, "more"));
        }
        lines.add("");
        lines.add(TEXTS.say(language, "offer"));
        List<Source> sources = new ArrayList<>(found.stream().map(AnswerQuestion::source).toList());
        ticket.ifPresent(one -> sources.add(new Source(Source.TICKET, one.ticketId(), one.title(), null, one.likelihood())));
        return new Answer(String.join("\n", lines), sources);
    }

    private static void read(Evidence page, Language language, List<String> lines) {
        Advice advice = Advice.in(page.excerpt());
        lines.add(TEXTS.say(language, "page", line(page.title())));
        if (advice.cause() != null) {
            lines.add(TEXTS.say(language, "cause", line(advice.cause())));
        }
        if (!advice.steps().isEmpty()) {
            lines.add(TEXTS.say(language, "steps"));
            for (int i = 0; i < Math.min(STEPS, advice.steps().size()); i++) {
                lines.add((i + 1) + ". " + line(advice.steps().get(i)));
            }
        }
        lines.add(TEXTS.say(language, "source", page.id() + (url(page) == null ? "" : " " + url(page))));
    }

    private static void read(Similar ticket, Language language, List<String> lines) {
        lines.add(TEXTS.say(language, "ticket", line(ticket.summary())));
        ticket.steps().stream().filter(Tried::helped).limit(STEPS).forEach(step -> lines.add("- " + line(step.text())));
    }

    private static Source source(Evidence page) {
        return new Source(page.type(), page.id(), page.title(), url(page), page.score());
    }

    private static String url(Evidence page) {
        return page.origin() == null ? null : page.origin().url();
    }

    private static String line(String text) {
        return Shortened.to(text.replaceAll("[\\s\\p{Cntrl}\\u2028\\u2029]+", " ").strip(), LINE);
    }
}
