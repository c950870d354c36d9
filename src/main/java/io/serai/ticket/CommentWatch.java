package io.serai.ticket;

import java.util.List;

/** Is told of comments that people make on tickets in their sources, within the transaction that stores them. */
public interface CommentWatch {

    /** @param tickets at least one, open, known before, each with a comment that it did not have: the labels {@link Ticket#COMMENT} and its like */
    void commented(List<Ticket> tickets);
}
