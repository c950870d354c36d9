package io.serai.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.ticket.Priority;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

class ProblemAdviceTest {

    private final ObjectMapper json = new ObjectMapper();
    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new Inn()).setControllerAdvice(new ProblemAdvice())
        .setCustomArgumentResolvers(new PageRequestResolver())
        .setMessageConverters(new MappingJackson2HttpMessageConverter(JsonLimits.strict(json))).build();

    record Guest(@NotBlank String name, Priority priority, int camels) {
    }

    @RestController
    static class Inn {
        @PostMapping("/guests")
        Guest take(@Valid @RequestBody Guest guest) {
            return guest;
        }

        @GetMapping("/guests")
        Page<String> list(PageRequest page, @RequestParam Optional<Boolean> paid) {
            return new Page<>(List.of(), null);
        }

        @GetMapping("/guests/{id}")
        String find(@PathVariable("id") UUID id) {
            throw new IllegalStateException("SELECT password FROM cellar");
        }

        @GetMapping("/well")
        String draw() {
            throw new DataAccessResourceFailureException("jdbc:postgresql://10.0.0.7/serai refused");
        }
    }

    @Test
    void hidesWhatFailedInsideAndNamesTheIdInTheLog() throws Exception {
        JsonNode problem = problem(get("/guests/01930000-0000-7000-8000-000000000001"), 500);

        assertThat(problem.path("detail").asText()).contains("log");
        assertThat(problem.path("instance").asText()).startsWith("urn:uuid:");
        assertThat(problem.toString()).doesNotContain("SELECT", "cellar", "Exception");
    }

    @Test
    void tellsTheCallerToTryAgainWhileTheDatabaseIsAway() throws Exception {
        JsonNode problem = problem(get("/well"), 503);

        assertThat(problem.toString()).contains("Try again").doesNotContain("10.0.0.7");
    }

    @Test
    void namesTheFieldsThatAreNotValid() throws Exception {
        assertThat(problem(json("{\"name\":\" \",\"camels\":2}"), 400).path("detail").asText()).isEqualTo("'name' must not be blank.");
        assertThat(problem(json("{\"name\":\"Ibn\",\"priority\":\"enormous\"}"), 400).path("detail").asText()).contains("priority", "critical");
        assertThat(problem(json("{\"name\":\"Ibn\",\"camels\":\"many\"}"), 400).path("detail").asText()).contains("'camels'").doesNotContain("java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"name\":}", "nothing", "{\"name\":\"a\"} x", "{\"name\":\"a\",\"name\":\"b\"}", "{\"camels\":NaN}", ""})
    void saysThatABodyIsNoJson(String body) throws Exception {
        assertThat(problem(json(body), 400).path("detail").asText()).containsIgnoringCase("json").doesNotContain("com.fasterxml", "Source:");
    }

    @Test
    void s9RefusesBodiesThatAreTooDeepTooLongOrTooLarge() throws Exception {
        for (String body : List.of("[".repeat(65) + "]".repeat(65), "{\"x\":\"" + "a".repeat(JsonLimits.STRING + 1) + "\"}",
            "{\"camels\":" + "9".repeat(101) + "}", "[" + "1,".repeat(JsonLimits.DOCUMENT / 2) + "1]")) {
            assertThat(problem(json(body), 400).path("detail").asText()).as(body.substring(0, 20)).contains("JSON");
        }
    }

    @Test
    void answersWrongMethodsTypesParametersAndAddresses() throws Exception {
        assertThat(problem(delete("/guests"), 405).path("detail").asText()).contains("DELETE");
        assertThat(problem(post("/guests").content("<a/>").contentType(MediaType.APPLICATION_XML), 415).path("detail").asText()).contains("xml");
        assertThat(problem(get("/guests/7"), 400).path("detail").asText()).isEqualTo("The parameter 'id' is not a UUID.");
        assertThat(problem(get("/guests?paid=maybe"), 400).path("detail").asText()).isEqualTo("The parameter 'paid' is not a Boolean.");
        assertThat(problem(get("/guests?size=501"), 400).path("detail").asText()).contains("'size'", "500");
        assertThat(problem(get("/guests?after=%27%20OR%201"), 400).path("detail").asText()).contains("'after'");
    }

    private static MockHttpServletRequestBuilder json(String body) {
        return post("/guests").content(body).contentType(MediaType.APPLICATION_JSON);
    }

    private JsonNode problem(MockHttpServletRequestBuilder request, int status) throws Exception {
        MockHttpServletResponse response = mvc.perform(request.accept(MediaType.TEXT_HTML, MediaType.ALL)).andReturn().getResponse();
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(status);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        JsonNode problem = json.readTree(response.getContentAsString());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotBlank();
        return problem;
    }
}
