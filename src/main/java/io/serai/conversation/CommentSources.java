package io.serai.conversation;

/** The systems that tell what people said on their tickets. */
public interface CommentSources {

    /** @return false if it does not tell, is switched off, or is none */
    boolean tellsComments(String connector);
}
