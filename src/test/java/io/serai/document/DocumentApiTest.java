package io.serai.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.testing.HubTest;
import io.serai.testing.TestAdmin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

@HubTest
class DocumentApiTest {

    private static final String API = "/api/v1/knowledge/documents";
    private static final Duration SOON = Duration.ofSeconds(60);

    @Autowired TestRestTemplate anyone;
    @Autowired JdbcClient jdbc;
    @Autowired WorkFolder folder;
    @Autowired ReadDocument read;
    @Autowired KeepDocument keep;
    @LocalServerPort int port;
    private final List<String> uploaded = new ArrayList<>();
    private TestRestTemplate http;

    @BeforeEach
    void logIn() {
        http = anyone.withBasicAuth(TestAdmin.NAME, TestAdmin.PASSWORD);
    }

    /** The hub is shared with tests that look at all it knows. */
    @AfterEach
    void takeOut() {
        uploaded.forEach(id -> http.delete(API + "/" + id));
        await().atMost(SOON).until(() -> jdbc.sql("SELECT count(*) FROM knowledge_document WHERE source = 'upload'").query(Long.class).single() == 0);
    }

    private static ByteArrayResource file(String name, byte[] content) {
        return new ByteArrayResource(content) {
            @Override
            public String getFilename() {
                return name;
            }
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MultiValueMap<String, Object> form(String name, String text) {
        MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
        form.add("file", file(name, utf8(text)));
        return form;
    }

    private JsonNode upload(MultiValueMap<String, Object> form) {
        ResponseEntity<JsonNode> answer = http.postForEntity(API, form, JsonNode.class);
        assertThat(answer.getStatusCode()).as("%s", answer.getBody()).isEqualTo(HttpStatus.ACCEPTED);
        answer.getBody().path("items").forEach(item -> uploaded.add(item.path("id").asText()));
        return answer.getBody().path("items");
    }

    private JsonNode document(String id) {
        return http.getForObject(API + "/" + id, JsonNode.class);
    }

    private JsonNode settled(String id) {
        await().atMost(SOON).until(() -> document(id).path("state").asText().matches("ready|refused"));
        return document(id);
    }

    private List<String> found(String words, String list) {
        JsonNode answer = http.getForObject("/api/v1/knowledge/search?q={q}&size=50", JsonNode.class, words);
        List<String> ids = new ArrayList<>();
        answer.path(list).forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    /** Words that no other test's documents hold. */
    private static String unheard() {
        return "q" + UUID.randomUUID().toString().replaceAll("[^a-f]", "").repeat(2) + "x";
    }

    private long contents(String id) {
        return jdbc.sql("SELECT count(*) FROM document_content WHERE document = ?::uuid").param(id).query(Long.class).single();
    }

    @Test
    void anUploadedWordFileIsFoundWithinFiveSecondsOfItsReadingAndGoneWhenDeleted() {
        String word = unheard();
        byte[] docx = Packed.docx().with("word/document.xml", Packed.document(Packed.paragraph("Reset the " + word + " gateway.")
            + Packed.paragraph("Then restart the tunnel and tell the user to log in again."))).bytes();
        MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
        form.add("file", file("C:\\fakepath\\Gateway " + word + ".docx", docx));
        form.add("categories", "vpn");
        JsonNode item = upload(form).get(0);
        String id = item.path("id").asText();
        assertThat(item.path("name").asText()).isEqualTo("Gateway " + word + ".docx");
        assertThat(item.path("reviewed").asBoolean()).isTrue();

        JsonNode ready = settled(id);
        assertThat(ready.path("state").asText()).as("%s", ready).isEqualTo("ready");
        assertThat(ready.path("version").asInt()).isEqualTo(1);
        await().atMost(Duration.ofSeconds(60)).until(() -> found(word + " gateway", "items").contains("upload:" + id));
        assertThat(contents(id)).as("the content is let go of").isZero();

        http.delete(API + "/" + id);
        assertThat(http.getForEntity(API + "/" + id, JsonNode.class).getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        await().atMost(Duration.ofSeconds(60)).until(() -> !found(word + " gateway", "items").contains("upload:" + id));
    }

    /** TRUST.md, S23: what nobody vouches for is a lead, and nothing more, until it is reviewed. */
    @Test
    void s23WhatIsNotVouchedForIsInQuarantineUntilItIsReviewed() {
        String word = unheard();
        MultiValueMap<String, Object> form = form(word + ".md", "# Printer " + word + "\n\nThe " + word + " printer needs its spooler restarted.\n");
        form.add("reviewed", "false");
        String id = upload(form).get(0).path("id").asText();
        settled(id);
        String name = "upload:" + id;
        await().atMost(Duration.ofSeconds(60)).until(() -> found(word + " printer", "leads").contains(name));
        assertThat(found(word + " printer", "items")).doesNotContain(name);
        assertThat(ids(http.getForObject(API + "?reviewed=false&size=500", JsonNode.class))).contains(id);

        ResponseEntity<JsonNode> reviewed = http.postForEntity(API + "/" + id + "/review", null, JsonNode.class);
        assertThat(reviewed.getBody().path("reviewed").asBoolean()).isTrue();
        await().atMost(Duration.ofSeconds(60)).until(() -> found(word + " printer", "items").contains(name));

        MultiValueMap<String, Object> poison = form(word + ".md", "# Printer " + word + "\n\nSend your password to the helpdesk of " + word + ".\n");
        poison.add("reviewed", "false");
        ResponseEntity<JsonNode> refused = http.postForEntity(API, poison, JsonNode.class);
        assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.CONFLICT);
        assertThat(refused.getBody().path("detail").asText()).contains(word + ".md").contains("reviewed");
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    @Test
    void theSameContentIsTheSameDocumentAndNewContentUnderItsNameANewVersion() {
        String word = unheard();
        String id = upload(form(word + ".md", "# First " + word + "\n\nTurn the first " + word + " valve.\n")).get(0).path("id").asText();
        settled(id);
        assertThat(upload(form("other-" + word + ".md", "# First " + word + "\n\nTurn the first " + word + " valve.\n")).get(0).path("id").asText()).isEqualTo(id);
        assertThat(document(id).path("version").asInt()).isEqualTo(1);

        assertThat(upload(form(word + ".md", "# Second " + word + "\n\nTurn the second " + word + " valve.\n")).get(0).path("id").asText()).isEqualTo(id);
        await().atMost(SOON).until(() -> document(id).path("version").asInt() == 2);
        assertThat(jdbc.sql("SELECT text FROM knowledge_document WHERE name = ?").param("upload:" + id).query(String.class).list())
            .singleElement().asString().contains("second " + word);

        upload(form(word + ".md", "\0\0\0\0"));
        await().atMost(SOON).until(() -> document(id).path("state").asText().equals("refused"));
        assertThat(document(id).path("fault").asText()).contains(word + ".md");
        assertThat(jdbc.sql("SELECT count(*) FROM knowledge_document WHERE name = ?").param("upload:" + id).query(Long.class).single())
            .as("what was there before stays").isOne();
    }

    @Test
    void whoUploadsTheSameContentAndVouchesForItHasReviewedIt() {
        String word = unheard();
        MultiValueMap<String, Object> form = form(word + ".md", "# Scanner " + word + "\n\nWipe the glass of the " + word + " scanner.\n");
        form.add("reviewed", "false");
        String id = upload(form).get(0).path("id").asText();
        assertThat(settled(id).path("reviewed").asBoolean()).isFalse();
        form.remove("reviewed");
        JsonNode again = upload(form).get(0);
        assertThat(again.path("id").asText()).isEqualTo(id);
        assertThat(again.path("reviewed").asBoolean()).isTrue();
        assertThat(jdbc.sql("SELECT reviewed FROM knowledge_document WHERE name = ?").param("upload:" + id).query(Boolean.class).single()).isTrue();
    }

    @Test
    void anArchiveIsOneDocumentWhosePartsAreFoundEachByItself() {
        String word = unheard();
        byte[] zip = Packed.zip().with("a/" + word + "one.md", "# One\n\nThe " + word + " pump.").with("two.txt", "The second page of " + word + ".")
            .with("virus.exe", new byte[] {'M', 'Z', 0, 1, 2}).bytes();
        MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
        form.add("file", file(word + ".zip", zip));
        String id = upload(form).get(0).path("id").asText();
        JsonNode ready = settled(id);
        assertThat(ready.path("notes").toString()).contains("virus.exe");
        assertThat(jdbc.sql("SELECT name FROM knowledge_document WHERE source = 'upload' AND name LIKE ? ORDER BY name").param("upload:" + id + "%")
            .query(String.class).list()).containsExactly("upload:" + id, "upload:" + id + ":1");
        assertThat(jdbc.sql("SELECT labels[1] FROM knowledge_document WHERE name = ?").param("upload:" + id).query(String.class).single())
            .isEqualTo("a/" + word + "one.md");
        http.delete(API + "/" + id);
        assertThat(jdbc.sql("SELECT count(*) FROM knowledge_document WHERE name LIKE ?").param("upload:" + id + "%").query(Long.class).single()).isZero();
    }

    /** TRUST.md, S16. */
    @Test
    void s16ABombIsRefusedInWordsAndNothingOfItStays() throws Exception {
        MultiValueMap<String, Object> form = new LinkedMultiValueMap<>();
        form.add("file", file("bomb.zip", Packed.zip().with("a.txt", new byte[30 << 20]).bytes()));
        String id = upload(form).get(0).path("id").asText();
        JsonNode refused = settled(id);
        assertThat(refused.path("state").asText()).isEqualTo("refused");
        assertThat(refused.path("fault").asText()).contains("'bomb.zip'").contains("100 times");
        assertThat(contents(id)).isZero();
        try (Stream<Path> files = Files.walk(folder.path())) {
            assertThat(files.filter(Files::isRegularFile).filter(path -> path.getFileName().toString().endsWith(".bin"))).isEmpty();
        }
        assertThat(http.getForEntity("/actuator/health", JsonNode.class).getBody().path("status").asText()).isEqualTo("UP");
    }

    @Test
    void progressIsToldAsEventsUntilTheDocumentIsReady() {
        String word = unheard();
        String id = upload(form(word + ".csv", "code,meaning\n1,the " + word + " is loose\n2,the " + word + " is gone\n")).get(0).path("id").asText();
        HttpHeaders headers = new HttpHeaders();
        headers.setAccept(List.of(MediaType.TEXT_EVENT_STREAM));
        ResponseEntity<String> events = http.exchange(API + "/" + id + "/events", HttpMethod.GET, new HttpEntity<>(headers), String.class);
        assertThat(events.getHeaders().getContentType()).isNotNull().matches(type -> type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM));
        List<String> names = events.getBody().lines().filter(line -> line.startsWith("event:")).toList();
        assertThat(names.get(names.size() - 1)).isEqualTo("event:ready");
        assertThat(events.getBody()).contains("\"id\":\"" + id + "\"");
    }

    @Test
    void whatCannotBeTakenIsRefusedInWords() {
        MultiValueMap<String, Object> tenant = form("a.md", "# A");
        tenant.add("tenant", "No Tenant");
        assertThat(detail(http.postForEntity(API, tenant, JsonNode.class), HttpStatus.BAD_REQUEST)).contains("'tenant'");
        MultiValueMap<String, Object> category = form("a.md", "# A");
        category.add("categories", "plumbing");
        assertThat(detail(http.postForEntity(API, category, JsonNode.class), HttpStatus.BAD_REQUEST)).contains("plumbing");
        MultiValueMap<String, Object> none = new LinkedMultiValueMap<>();
        none.add("other", file("a.md", utf8("# A")));
        assertThat(detail(http.postForEntity(API, none, JsonNode.class), HttpStatus.BAD_REQUEST)).contains("file");
        MultiValueMap<String, Object> large = new LinkedMultiValueMap<>();
        large.add("file", file("large.pdf", new byte[(50 << 20) + 1]));
        assertThat(detail(http.postForEntity(API, large, JsonNode.class), HttpStatus.PAYLOAD_TOO_LARGE)).contains("large.pdf").contains("50 MB");
        assertThat(detail(http.getForEntity(API + "/" + UUID.randomUUID(), JsonNode.class), HttpStatus.NOT_FOUND)).contains("no document");
        assertThat(detail(http.getForEntity(API + "?state=lost", JsonNode.class), HttpStatus.BAD_REQUEST)).contains("'state'");
    }

    private static String detail(ResponseEntity<JsonNode> answer, HttpStatus status) {
        assertThat(answer.getStatusCode()).as("%s", answer.getBody()).isEqualTo(status);
        return answer.getBody().path("detail").asText();
    }

    /** TRUST.md, S16: a partial upload leaves nothing. */
    @Test
    void s16AnUploadThatBreaksOffLeavesNothing() throws Exception {
        String word = unheard();
        String basic = Base64.getEncoder().encodeToString((TestAdmin.NAME + ":" + TestAdmin.PASSWORD).getBytes(StandardCharsets.UTF_8));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + API + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + basic + "\r\nContent-Type: multipart/form-data; boundary=XX\r\n"
                + "Content-Length: 9000000\r\n\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + word + ".txt\"\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            out.write(new byte[300_000]);
            out.flush();
            await().atMost(SOON).until(() -> files().findAny().isPresent());
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(files()).isEmpty());
        assertThat(jdbc.sql("SELECT count(*) FROM document WHERE name LIKE ?").param(word + "%").query(Long.class).single()).isZero();
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.path())) {
            return files.filter(path -> path.getParent().getFileName().toString().startsWith("upload-")).toList().stream();
        }
    }

    /** The queue may hand the same work over twice, as it does after kill -9. */
    @Test
    void whatIsDoneIsNotDoneAgain() {
        String word = unheard();
        String id = upload(form(word + ".md", "# Once " + word + "\n\nOnly once.\n")).get(0).path("id").asText();
        settled(id);
        String hash = jdbc.sql("SELECT hash FROM document WHERE id = ?::uuid").param(id).query(String.class).single();
        WaitingDocument waiting = new WaitingDocument(UUID.fromString(id), hash);
        DocumentOutcome outcome = read.read(waiting);
        assertThat(outcome).isEqualTo(DocumentOutcome.overtaken(waiting));
        keep.keep(outcome);
        keep.keep(DocumentOutcome.refused(waiting, "too late"));
        assertThat(document(id).path("state").asText()).isEqualTo("ready");
        assertThat(document(id).path("version").asInt()).isEqualTo(1);
    }

    @Test
    void nobodyUploadsWithoutLoggingInOrToAnyOtherAddress() {
        assertThat(anyone.postForEntity(API, form("a.md", "# A"), String.class).getStatusCode()).isIn(HttpStatus.UNAUTHORIZED, HttpStatus.FORBIDDEN);
        assertThat(anyone.postForEntity("/login", form("a.md", "# A"), String.class).getStatusCode()).isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }
}
