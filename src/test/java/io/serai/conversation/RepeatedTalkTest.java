package io.serai.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.ticket.Ticket;
import org.junit.jupiter.api.Test;

/** What is analysed again though nothing was said meanwhile: TRUST I2. */
class RepeatedTalkTest extends TalkRoom {

    /** As after a crash between a decision and the end of the work that led to it. */
    @Test
    void anAnswerThatIsTakenFromTheQueueTwiceIsDecidedOnOnce() {
        Ticket ticket = accepted(unclear().build());
        clarify(ticket);
        say(ticket, "Qwv, as I said", null);
        assertThat(decided(ticket, 3).path("path").asText()).isEqualTo("ESCALATE");
        assertThat(conversation(ticket).path("state").asText()).isEqualTo("handed-over");
        routes.sendBody("direct:analysis-analyze-case", ticket);
        assertThat(history(ticket).path("decisions")).hasSize(3);

        Ticket silent = accepted(unclear().build());
        clarify(silent);
        jdbc.sql("UPDATE conversation SET due_at = clock_timestamp() - interval '1 second' WHERE ticket_id = ?::uuid").param(silent.id()).update();
        closeUnanswered.close();
        assertThat(decided(silent, 3).path("path").asText()).isEqualTo("ESCALATE");
        routes.sendBody("direct:analysis-analyze-case", silent);
        assertThat(history(silent).path("decisions")).hasSize(3);
    }
}
