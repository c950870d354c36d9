package io.serai.ticket;

import io.serai.work.WorkQueue;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells which of the tickets that came in are to be analysed. */
@Component("dueForAnalysis")
class DueForAnalysis {

    public List<WorkQueue.Entry> due(List<TicketReceipt> receipts) {
        return receipts.stream().filter(TicketReceipt::needsAnalysis)
            .map(receipt -> new WorkQueue.Entry(receipt.ticket(), receipt.correlation())).toList();
    }
}
