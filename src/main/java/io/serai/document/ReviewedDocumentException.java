package io.serai.document;

/** A document that somebody vouches for would be replaced by one that nobody does. */
class ReviewedDocumentException extends RuntimeException {

    ReviewedDocumentException(String name) {
        super("'" + name + "' is the name of a document that is reviewed. Only somebody who may review documents can replace it; or upload this one under another name.");
    }
}
