package io.serai.api;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A list was asked for with a page size or a cursor that cannot be; answered with 400. */
public class InvalidPageException extends ResponseStatusException {

    private final String parameter;

    InvalidPageException(String parameter, String fault) {
        super(HttpStatus.BAD_REQUEST, "The parameter '" + parameter + "' " + fault + ".");
        this.parameter = parameter;
    }

    static InvalidPageException cursor() {
        return new InvalidPageException("after", "must be the 'next' of an earlier page of this list, unchanged");
    }

    /** The name of the query parameter at fault. */
    public String parameter() {
        return parameter;
    }
}
