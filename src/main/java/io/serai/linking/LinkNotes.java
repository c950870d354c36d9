package io.serai.linking;

import io.serai.language.Language;
import io.serai.language.Texts;
import io.serai.linking.Link.State;
import io.serai.writeback.NoteParts;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Tells a ticket's source which page is linked, and staff which pages wait for somebody to pick one. */
@Component
class LinkNotes implements NoteParts {

    private static final Texts TEXTS = new Texts("/notes");
    private final LinkStore store;

    LinkNotes(LinkStore store) {
        this.store = store;
    }

    @Override
    public List<Part> of(String ticketId, Language language) {
        return parts(store.of(ticketId), language);
    }

    static List<Part> parts(List<Link> links, Language language) {
        return List.of(
            new Part(TEXTS.say(language, "linked"), lines(links, Link::stands, language), false),
            new Part("Pages that may answer this; a person picks one in Serai", lines(links, link -> link.state() == State.REVIEW, Language.ENGLISH), true));
    }

    private static List<String> lines(List<Link> links, Predicate<Link> wanted, Language language) {
        return links.stream().filter(wanted).map(link -> line(link, language)).toList();
    }

    private static String line(Link link, Language language) {
        String how = switch (link.state()) {
            case LINKED -> TEXTS.say(language, "linked.itself");
            case CONFIRMED -> TEXTS.say(language, "linked.confirmed");
            default -> "";
        };
        return TEXTS.say(language, "linked.entry", link.page(), link.title(), String.format(Locale.ROOT, "%.2f", link.confidence()), how);
    }
}
