package io.serai.llm;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One call of a model, as it is kept.
 *
 * @param purpose   {@code case}, {@code draft} or {@code rank}
 * @param model     the one that answered, as it names itself; else the one that was asked for
 * @param prompt    name and version
 * @param repair    true if it put an answer back that could not be used
 * @param request   the whole request, without secrets and personal data; {@code null} in lists
 * @param answer    the whole answer, likewise; {@code null} in lists, and where there was none
 * @param outcome   {@code underway}, {@code answered}, or why the answer could not be used
 * @param latencyMs until the answer was whole, or given up; {@code null} while underway
 * @param estimated true if the provider did not tell the tokens
 * @param cost      in the currency of the prices
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LlmCall(String id, String ticket, String purpose, String provider, String model, String prompt, boolean repair, String request, String answer,
               String outcome, Integer latencyMs, int tokensIn, int tokensOut, boolean estimated, BigDecimal cost, Instant calledAt) {

    static final String ANSWERED = "answered";
}
