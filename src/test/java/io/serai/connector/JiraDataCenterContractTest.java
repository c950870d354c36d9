package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** The same of Data Center: REST v2, bearer token, plain text, startAt. */
@TestPropertySource(properties = {"SERAI_JIRA_API=datacenter", "SERAI_JIRA_AUTH=api-key"})
@DirtiesContext
class JiraDataCenterContractTest extends JiraContractTest {

    /** Escaped, wiki markup is shown as it is written. */
    @Override
    String read(JsonNode body) {
        return body.asText().replace("\\!", "!").replace("\\{", "{").replace("\\[", "[");
    }
}
