package io.serai.audit;

import java.util.List;

/** Is told of lines of the audit trail as they are written, within the transaction that they belong to: what it writes stands or falls with them. */
public interface AuditWatch {

    /** @param entries in the order in which they were recorded, at least one */
    void recorded(List<AuditEntry> entries);
}
