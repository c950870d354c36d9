package io.serai.resolution;

import io.serai.api.IfMatch;
import io.serai.api.Page;
import io.serai.api.PageRequest;
import io.serai.api.Tenant;
import io.serai.audit.AuditEntry;
import io.serai.audit.AuditTrail;
import java.net.URI;
import java.security.Principal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The API of root causes. */
@RestController
@RequestMapping("/api/v1/knowledge/root-causes")
class RootCauseController {

    private static final String COLUMNS = "c.code, c.title, c.description, c.version, "
        + "(SELECT count(*) FROM resolution r WHERE r.tenant = c.tenant AND r.root_cause = c.code) AS tickets, c.changed_by, c.changed_at";

    private final JdbcClient jdbc;
    private final AuditTrail audit;
    private final Clock clock;

    RootCauseController(JdbcClient jdbc, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param code for a new one */
    record Coded(String code, String title, String description) {
        private RootCause.Written written() {
            return new RootCause.Written(title, description);
        }
    }

    /** By code. */
    @GetMapping
    Page<RootCause> list(Tenant tenant, PageRequest page) {
        return Page.of(jdbc.sql("SELECT " + COLUMNS + " FROM root_cause c WHERE c.tenant = :tenant AND (:after::text IS NULL OR c.code COLLATE \"C\" > :after) "
                + "ORDER BY c.code COLLATE \"C\" LIMIT :limit")
            .param("tenant", tenant.name()).param("after", page.after(), Types.VARCHAR).param("limit", page.limit()).query(RootCauseController::read).list(),
            page, RootCause::code);
    }

    @GetMapping("/{code}")
    ResponseEntity<RootCause> get(@PathVariable("code") String code, Tenant tenant) {
        return tagged(find(tenant, code).orElseThrow(RootCauseController::unknown));
    }

    @PostMapping
    @Transactional
    public ResponseEntity<RootCause> create(Tenant tenant, @RequestBody Coded coded, Principal user) {
        if (coded.code() == null || !coded.code().matches(RootCause.CODE)) {
            throw new InvalidResolutionException("code", "must match " + RootCause.CODE);
        }
        RootCause.Written written = coded.written();
        RootCause made = jdbc.sql("INSERT INTO root_cause AS c (tenant, code, title, description, changed_by, changed_at) "
                + "VALUES (:tenant, :code, :title, :description, :user, :now) ON CONFLICT DO NOTHING RETURNING " + COLUMNS)
            .param("tenant", tenant.name()).param("code", coded.code()).param("title", written.title())
            .param("description", written.description(), Types.VARCHAR).param("user", user.getName()).param("now", Timestamp.from(clock.instant()))
            .query(RootCauseController::read).optional()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.CONFLICT, "There is a root cause with this code already."));
        record("root-cause-created", made, tenant, user);
        return ResponseEntity.created(URI.create("/api/v1/knowledge/root-causes/" + made.code())).eTag(IfMatch.tag(made.version())).body(made);
    }

    @PutMapping("/{code}")
    @Transactional
    public ResponseEntity<RootCause> change(@PathVariable("code") String code, Tenant tenant, IfMatch seen, @RequestBody RootCause.Written written, Principal user) {
        seen.check(find(tenant, code).orElseThrow(RootCauseController::unknown).version());
        RootCause changed = jdbc.sql("UPDATE root_cause c SET title = :title, description = :description, version = version + 1, changed_by = :user, changed_at = :now "
                + "WHERE c.tenant = :tenant AND c.code = :code AND c.version = :version RETURNING " + COLUMNS)
            .param("title", written.title()).param("description", written.description(), Types.VARCHAR).param("user", user.getName())
            .param("now", Timestamp.from(clock.instant())).param("tenant", tenant.name()).param("code", code).param("version", seen.revision())
            .query(RootCauseController::read).optional()
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.PRECONDITION_FAILED, "It was changed a moment ago: read it again."));
        record("root-cause-changed", changed, tenant, user);
        return tagged(changed);
    }

    private void record(String what, RootCause cause, Tenant tenant, Principal user) {
        audit.record(new AuditEntry(user.getName(), what, null, Map.of("code", cause.code(), "tenant", tenant.name())));
    }

    private Optional<RootCause> find(Tenant tenant, String code) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM root_cause c WHERE c.tenant = ? AND c.code = ?").params(tenant.name(), code)
            .query(RootCauseController::read).optional();
    }

    private static ResponseEntity<RootCause> tagged(RootCause cause) {
        return ResponseEntity.ok().eTag(IfMatch.tag(cause.version())).body(cause);
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no root cause with this code.");
    }

    private static RootCause read(ResultSet row, int n) throws SQLException {
        return new RootCause(row.getString("code"), row.getString("title"), row.getString("description"), row.getInt("version"), row.getInt("tickets"),
            row.getString("changed_by"), row.getTimestamp("changed_at").toInstant());
    }
}
