package io.serai.knowledge;

/**
 * What somebody wants to know.
 *
 * @param question never in any query language: every character is text
 * @param scope    where to look
 * @param size     at least 1
 */
record KnowledgeSearch(Question question, Scope scope, int size) {

    /** @param tenant sees its own knowledge and that of everyone */
    KnowledgeSearch(Question question, String tenant, int size) {
        this(question, Scope.of(tenant), size);
    }
}
