package io.serai.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.ticket.Ticket;
import io.serai.ticket.TicketStatus;
import io.serai.ticket.Tickets;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * Sets the status that a note says, once it is sent, at the ticket itself: a mailbox knows none. An answer of the requester then opens the
 * ticket again, whatever the clocks say: the status is as old as the message it follows. If one came in while the note was sent, nothing is
 * set, since the note does not answer that.
 */
@Component("finishReply")
class FinishReply {

    private final MailStore store;
    private final Tickets tickets;
    private final ObjectMapper json;

    FinishReply(MailStore store, Tickets tickets, ObjectMapper json) {
        this.store = store;
        this.tickets = tickets;
        this.json = json;
    }

    /**
     * @param note      JSON text of a WriteBack
     * @param messageId of the mail that it became, in angle brackets
     */
    public void finish(@Variable("connector") String connector, @Variable("writeBack") String note, @Variable("messageId") String messageId)
            throws JsonProcessingException {
        JsonNode writeBack = json.readTree(note);
        String status = writeBack.path("status").asText("");
        if (!status.isEmpty() && !store.answered(connector, writeBack.path("externalId").asText(), messageId)) {
            Ticket ticket = tickets.find(writeBack.path("ticketId").asText())
                .orElseThrow(() -> new IllegalStateException("ticket " + writeBack.path("ticketId").asText() + " is gone"));
            tickets.settle(ticket.id(), TicketStatus.of(status), ticket.updatedAt().plusMillis(1));
        }
    }
}
