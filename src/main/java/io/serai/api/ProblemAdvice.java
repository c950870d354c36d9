package io.serai.api;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.ConversionNotSupportedException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.Order;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers every error as problem details (RFC 9457). What an exception of a library says stays in the log: the caller gets a sentence of
 * ours, and for a fault of the hub the id under which the log tells more.
 */
@Order(0)
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<Object> denied(AccessDeniedException e, WebRequest request) {
        return answer(e, HttpStatus.FORBIDDEN,
            "This is not allowed here. A browser's change needs the header X-XSRF-TOKEN with the value of the cookie XSRF-TOKEN.", request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unknownCaller(AuthenticationException e, WebRequest request) {
        return e instanceof AuthenticationServiceException
            ? unavailable(e, request)
            : answer(e, HttpStatus.UNAUTHORIZED, "Send a valid user name and password (HTTP Basic), or log in at /login.", request);
    }

    /** Met only when a header is read, which may be after the firewall, in a controller. */
    @ExceptionHandler
    ResponseEntity<Object> unreadableHeader(RequestRejectedException e, WebRequest request) {
        return answer(e, HttpStatus.BAD_REQUEST, "A header of the request holds characters that are not allowed there.", request);
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, TransientDataAccessResourceException.class, QueryTimeoutException.class,
        CannotCreateTransactionException.class})
    ResponseEntity<Object> unavailable(Exception e, WebRequest request) {
        String id = logged(e, request);
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
            "The database does not answer. Try again in a few seconds; if it lasts, look at /actuator/health and the log.");
        return handleExceptionInternal(e, Problems.withId(problem, id), headers, HttpStatus.SERVICE_UNAVAILABLE, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unforeseen(Exception e, WebRequest request) {
        if (e instanceof ErrorResponse known) {
            return handleExceptionInternal(e, known.getBody(), known.getHeaders(), known.getStatusCode(), request);
        }
        if (Problems.isOurWordForTheCaller(e)) {
            return answer(e, HttpStatus.BAD_REQUEST, e.getMessage(), request);
        }
        String id = logged(e, request);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR,
            "The hub failed on this request. Its log tells why, under the id in 'instance'.");
        return handleExceptionInternal(e, Problems.withId(problem, id), new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException e, HttpHeaders headers,
                                                                  HttpStatusCode status, WebRequest request) {
        return answer(e, HttpStatus.BAD_REQUEST, Problems.unreadable(e), request);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException e, HttpHeaders headers,
                                                                  HttpStatusCode status, WebRequest request) {
        return answer(e, HttpStatus.BAD_REQUEST, Problems.invalid(e.getFieldErrors()), request);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(HandlerMethodValidationException e, HttpHeaders headers,
                                                                            HttpStatusCode status, WebRequest request) {
        return status.is5xxServerError() ? unforeseen(new IllegalStateException(e), request)
            : answer(e, HttpStatus.BAD_REQUEST, Problems.invalid(e), request);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(TypeMismatchException e, HttpHeaders headers, HttpStatusCode status,
                                                        WebRequest request) {
        return answer(e, HttpStatus.BAD_REQUEST, Problems.mismatch(e), request);
    }

    @Override
    protected ResponseEntity<Object> handleConversionNotSupported(ConversionNotSupportedException e, HttpHeaders headers,
                                                                  HttpStatusCode status, WebRequest request) {
        return unforeseen(new IllegalStateException(e), request);
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status,
                                                                    WebRequest request) {
        return answer(e, HttpStatus.NOT_FOUND, "Nothing is at this address. What there is stands in /v3/api-docs.", request);
    }

    @Override
    protected ResponseEntity<Object> createResponseEntity(Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpHeaders all = new HttpHeaders(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(body, all, status);
    }

    private ResponseEntity<Object> answer(Exception e, HttpStatus status, String detail, WebRequest request) {
        return handleExceptionInternal(e, ProblemDetail.forStatusAndDetail(status, detail), new HttpHeaders(), status, request);
    }

    private static String logged(Exception e, WebRequest request) {
        String id = UUID.randomUUID().toString();
        String method = request instanceof ServletWebRequest web ? web.getRequest().getMethod() : "?";
        LOG.error("request {} failed ({})", id, method, e);
        return id;
    }
}
