package io.serai.api;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers, as problem details too, what is refused before a controller sees it: by the firewall, a filter, a servlet of a library. */
@Controller
class ProblemPage implements ErrorController {

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemDetail> problem(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        HttpStatus known = status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
        return ResponseEntity.status(known).contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .body(ProblemDetail.forStatusAndDetail(known, detail(known)));
    }

    private static String detail(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "The request is malformed or its address is written in a way that is not allowed here.";
            case UNAUTHORIZED -> "Send a valid user name and password (HTTP Basic), or log in at /login.";
            case FORBIDDEN -> "This is not allowed here.";
            case NOT_FOUND -> "Nothing is at this address. What there is stands in /v3/api-docs.";
            default -> status.is5xxServerError() ? "The hub failed on this request. Its log tells why." : status.getReasonPhrase() + ".";
        };
    }
}
