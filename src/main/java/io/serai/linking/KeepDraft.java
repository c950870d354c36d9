package io.serai.linking;

import io.micrometer.core.instrument.MeterRegistry;
import io.serai.analysis.DraftFacts;
import io.serai.analysis.DraftText;
import io.serai.knowledgebase.Drafts;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts a draft into the knowledge base, once for the tickets it was drafted from; what tickets and models say in it is plain text there. */
@Component("keepDraft")
class KeepDraft {

    private static final Pattern MARKUP = Pattern.compile("([\\\\`*{}\\[\\]<>#|~]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}]))");
    private static final Pattern ADDRESS = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]{1,20}):(?=//)");
    private static final int TITLE = 300;
    private static final int LINE = 1_000;

    private final Drafts drafts;
    private final GapStore store;
    private final TransactionTemplate transaction;
    private final MeterRegistry meters;

    KeepDraft(Drafts drafts, GapStore store, TransactionTemplate transaction, MeterRegistry meters) {
        this.drafts = drafts;
        this.store = store;
        this.transaction = transaction;
        this.meters = meters;
    }

    /** @return the gap, with its draft: the one that was made before, if there is one */
    public Gap keep(@Body DraftFacts facts, @Variable("written") DraftText written) {
        return transaction.execute(status -> {
            store.lockDrafts(facts.tenant());
            Gap gap = store.any(facts.tenant(), UUID.fromString(facts.ticketId()))
                .orElseThrow(() -> new IllegalStateException("ticket " + facts.ticketId() + " was never a gap"));
            String article = drafts.draftedFrom(facts.tenant(), facts.tickets()).orElseGet(() -> {
                meters.counter("serai.drafts", "writer", written.writer()).increment();
                return drafts.keep(draft(facts, written));
            }).toString();
            store.setArticle(gap, article);
            return gap.withArticle(article);
        });
    }

    static Drafts.Draft draft(DraftFacts facts, DraftText written) {
        StringBuilder body = new StringBuilder();
        section(body, "Symptoms", written.symptoms());
        section(body, "Likely cause", written.cause() == null ? facts.summaries() : List.of(written.cause()));
        section(body, "What did not help", facts.failed());
        body.append("## Where this comes from\n\nDrafted from ").append(facts.tickets().size()).append(" resolved ticket(s): ").append(String.join(", ", facts.tickets()))
            .append(". Written by ").append(written.writer()).append(". Nobody has reviewed it yet.\n");
        return new Drafts.Draft(facts.tenant(), plain(written.title(), TITLE), body.toString(), facts.category() == null ? List.of() : List.of(facts.category()),
            written.steps().stream().map(step -> line(step, LINE)).toList(), facts.tickets(), facts.submit());
    }

    private static void section(StringBuilder body, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            body.append("## ").append(heading).append("\n\n");
            lines.forEach(text -> body.append("- ").append(line(text, LINE)).append('\n'));
            body.append('\n');
        }
    }

    /** One line that no renderer takes for markup or for an address to follow. */
    private static String line(String text, int limit) {
        return MARKUP.matcher(plain(text, limit)).replaceAll("\\\\$1");
    }

    private static String plain(String text, int limit) {
        String flat = text.replaceAll("[\\s\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        String cut = flat.length() <= limit ? flat : flat.substring(0, limit - 1).replaceAll("[\\uD800-\\uDBFF]$", "") + "…";
        return ADDRESS.matcher(cut).replaceAll("$1: ");
    }
}
