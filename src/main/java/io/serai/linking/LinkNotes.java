package io.serai.linking;

import io.serai.linking.Link.State;
import io.serai.writeback.NoteParts;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Tells a ticket's source which page is linked, and staff which pages wait for somebody to pick one. */
@Component
class LinkNotes implements NoteParts {

    private final LinkStore store;

    LinkNotes(LinkStore store) {
        this.store = store;
    }

    @Override
    public List<Part> of(String ticketId) {
        return parts(store.of(ticketId));
    }

    static List<Part> parts(List<Link> links) {
        return List.of(
            new Part("Linked page", lines(links, Link::stands), false),
            new Part("Pages that may answer this; a person picks one in Serai", lines(links, link -> link.state() == State.REVIEW), true));
    }

    private static List<String> lines(List<Link> links, Predicate<Link> wanted) {
        return links.stream().filter(wanted).map(LinkNotes::line).toList();
    }

    private static String line(Link link) {
        String how = switch (link.state()) {
            case LINKED -> ", by Serai itself; whoever finds it wrong rejects it there";
            case CONFIRMED -> ", confirmed by a person";
            default -> "";
        };
        return link.page() + ": " + link.title() + String.format(Locale.ROOT, " (likelihood %.2f%s)", link.confidence(), how);
    }
}
