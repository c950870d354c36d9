package io.serai.conversation;

import io.serai.conversation.Conversation.State;
import io.serai.conversation.Message.Channel;
import io.serai.conversation.Message.Direction;
import io.serai.language.Shortened;
import io.serai.ticket.Ticket;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds to a ticket that is analysed what was said about it. Where its source changed it while a question was open, that is the answer; that texts are gone is
 * none: some sources send only part of a ticket.
 */
@Component("addTalk")
class AddTalk {

    private final ConversationStore conversations;
    private final MessageStore messages;

    AddTalk(ConversationStore conversations, MessageStore messages) {
        this.conversations = conversations;
        this.messages = messages;
    }

    /** @param ticket as it is stored */
    @Transactional
    public Ticket add(Ticket ticket) {
        conversations.lockGoingOn(ticket.id()).filter(c -> c.state() == State.WAITING).ifPresent(c -> answered(c, ticket));
        return ticket.with(messages.talk(ticket.id()).orElse(null));
    }

    private void answered(Conversation c, Ticket ticket) {
        List<String> seen = SeenTicket.of(ticket);
        List<String> added = SeenTicket.added(c.seen(), seen);
        if (!added.isEmpty()) {
            String text = String.join("\n", added);
            Channel channel = ticket.source().system().equals("email") ? Channel.EMAIL : Channel.SOURCE;
            messages.add(c, Direction.IN, author(ticket), channel, Shortened.to(text, CleanText.TEXT), null);
            conversations.answered(c, seen, "hub");
        }
    }

    /** Who changed a ticket its source does not say; its requester is whom the question was put to. */
    private static String author(Ticket ticket) {
        Ticket.Requester requester = ticket.requester();
        String name = requester == null ? null : requester.name() != null ? requester.name() : requester.email();
        return Shortened.to(name == null ? ticket.source().connector() : name, CleanText.AUTHOR);
    }
}
