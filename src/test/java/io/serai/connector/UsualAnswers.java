package io.serai.connector;

/** What the systems of all shipped connectors answer to calls as they should be. */
final class UsualAnswers {

    /** Something of every answer that a kamelet looks for, so that it goes on to its next call. */
    private static final String ANSWER = """
        {"result":[{"sys_id":"0123456789abcdef0123456789abcdef","eventid":"1","objectid":"1"}],"results":[{"AlertObjectID":1,"AlertActiveID":1}],
         "items":[],"totalPages":1,"comments":[],"total":0,"notes":[],"issues":[],"isLast":true,"events":[],"data":[],"requests":[],"solutions":[],"value":[],
         "entries":[],"list_info":{"has_more_rows":false},"response_status":{"status":"success","status_code":2000},
         "transitions":[{"id":"1","to":{"statusCategory":{"key":"done"}}}],"access_token":"t0","expires_in":3600,"status":"ok"}""".replace("\n", "");

    private UsualAnswers() {
    }

    /** Where the shared answer would stop a kamelet: BMC's token is no JSON, no note is found in ServiceNow's journal, and Zabbix answers by its methods. */
    static String to(RawVendor.Request request) {
        String text = request.text();
        return request.line().contains("/api/jwt/login") ? "t0"
            : request.line().contains("/sys_journal_field") ? "{\"result\":[]}"
            : text.contains("\"apiinfo.version\"") ? "{\"result\":\"7.0.0\"}"
            : text.contains("\"event.acknowledge\"") ? "{\"result\":{\"eventids\":[1]}}"
            : ANSWER;
    }
}
