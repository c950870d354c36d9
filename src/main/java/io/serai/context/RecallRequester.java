package io.serai.context;

import io.serai.ticket.Ticket;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Says what is known of a ticket's requester without asking, or whom to ask about. */
@Component("recallRequester")
class RecallRequester {

    /** Stricter than RFC 5321: what passes has no character that means anything in an address or a filter. */
    private static final Pattern EMAIL = Pattern.compile("[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,189}\\.[a-z]{2,63}");

    private final ContextSources sources;
    private final RememberedRequesters remembered;

    RecallRequester(ContextSources sources, RememberedRequesters remembered) {
        this.sources = sources;
        this.remembered = remembered;
    }

    RequesterLookup recall(Ticket ticket) {
        Optional<String> email = Optional.ofNullable(ticket.requester()).map(Ticket.Requester::email).map(text -> text.toLowerCase(Locale.ROOT))
            .filter(text -> EMAIL.matcher(text).matches());
        Optional<String> source = email.flatMap(address -> sources.of(ticket.tenant()));
        if (source.isEmpty()) {
            return new RequesterLookup(ticket.tenant(), null, null, RequesterContext.NONE);
        }
        return new RequesterLookup(ticket.tenant(), source.get(), email.get(),
            remembered.find(ticket.tenant(), source.get(), email.get()).orElse(null));
    }
}
