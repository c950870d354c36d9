package io.serai.knowledgebase;

/** An article that must not exist: names the field and what is wrong with it, never the field's text. */
class InvalidArticleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidArticleException(String field, String fault) {
        super("'" + field + "' " + fault + ".");
    }
}
