package io.serai.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.FieldError;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Finds the words of a problem: what is wrong and where, nothing of how the hub is made. */
final class Problems {

    private static final int DEEPEST_CAUSE = 10;

    private Problems() {
    }

    static ProblemDetail withId(ProblemDetail problem, String id) {
        problem.setInstance(URI.create("urn:uuid:" + id));
        return problem;
    }

    /** True for the exceptions of ours that tell a caller which of its values cannot be. */
    static boolean isOurWordForTheCaller(Throwable e) {
        return e instanceof IllegalArgumentException && e.getClass().getName().startsWith("io.serai.") && e.getMessage() != null;
    }

    /** Tells what is wrong with a body, and where, without repeating any of it. */
    static String unreadable(Exception e) {
        Throwable cause = e.getCause();
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (isOurWordForTheCaller(cause)) {
                return cause.getMessage();
            }
        }
        if (e.getCause() instanceof StreamConstraintsException) {
            return "The JSON body is too large: at most " + JsonLimits.DOCUMENT + " bytes, " + JsonLimits.STRING + " characters a text and "
                + JsonLimits.DEPTH + " levels.";
        }
        if (e.getCause() instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "The value at '" + path(mapping) + "' of the JSON body is not what it must be" + where(mapping.getLocation()) + ".";
        }
        if (e.getCause() instanceof JacksonException json) {
            return "The body is not valid JSON" + where(json.getLocation()) + ".";
        }
        return "A JSON body is needed, and this one is missing or cannot be read.";
    }

    static String invalid(List<FieldError> errors) {
        return errors.isEmpty() ? "The request is not valid."
            : errors.stream().map(error -> "'" + error.getField() + "' " + error.getDefaultMessage()).sorted().collect(Collectors.joining("; ")) + ".";
    }

    static String invalid(HandlerMethodValidationException e) {
        return e.getParameterValidationResults().stream()
            .flatMap(result -> result.getResolvableErrors().stream()
                .map(error -> "'" + (error instanceof FieldError field ? field.getField() : result.getMethodParameter().getParameterName()) + "' "
                    + error.getDefaultMessage()))
            .sorted().collect(Collectors.joining("; ")) + ".";
    }

    static String mismatch(TypeMismatchException e) {
        String name = e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : e.getPropertyName();
        String type = e.getRequiredType() == null ? "valid value" : wanted(e).getSimpleName();
        return "The parameter '" + name + "' is not " + (type.matches("[AEIOaeio].*") ? "an " : "a ") + type + ".";
    }

    /** An optional parameter asks for what is in it. */
    private static Class<?> wanted(TypeMismatchException e) {
        return e instanceof MethodArgumentTypeMismatchException argument && e.getRequiredType() == Optional.class
            ? argument.getParameter().nested().getNestedParameterType() : e.getRequiredType();
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream().map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    }

    private static String where(JsonLocation location) {
        return location == null || location.getLineNr() < 1 ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
