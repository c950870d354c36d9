package io.serai.remediation;

import java.util.List;

/** What was done about a ticket, for other features to tell. */
public interface PastExecutions {

    /** Executions of one ticket, oldest first, at most 500. */
    List<Execution> ofTicket(String ticketId);
}
