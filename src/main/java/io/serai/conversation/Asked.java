package io.serai.conversation;

import io.serai.conversation.Conversation.Kind;
import io.serai.conversation.Conversation.State;
import java.util.List;

/**
 * What was asked about a ticket since it was opened, or came back.
 *
 * @param codes      of all that was asked
 * @param rounds     how often an answer came
 * @param handedOver why people took over, or {@code null} if they did not
 */
record Asked(List<String> codes, int rounds, String handedOver) {

    /** @param all conversations about the ticket, oldest first */
    static Asked since(List<Conversation> all, int openings) {
        List<Conversation> now = all.stream().filter(c -> c.kind() != Kind.CHAT && c.openings() == openings).toList();
        return new Asked(now.stream().flatMap(c -> c.asked().stream()).distinct().toList(), now.stream().mapToInt(Conversation::rounds).sum(),
            now.stream().filter(c -> c.state() == State.HANDED_OVER).map(Conversation::reason).reduce((first, second) -> second).orElse(null));
    }
}
