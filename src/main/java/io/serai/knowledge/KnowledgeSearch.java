package io.serai.knowledge;

/**
 * What somebody wants to know.
 *
 * @param question never in any query language: every character is text
 * @param tenant   sees its own knowledge and that of everyone
 * @param size     at least 1
 */
record KnowledgeSearch(Question question, String tenant, int size) {
}
