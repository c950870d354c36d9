package io.serai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Pod querier-7d9c6f5b9-2xk8f is not ready            | Pod querier-6c9d77b4f9-zz81p is not ready
        Host node-12.example.net:9100 is down               | Host node-7.prod.internal is down
        10.0.142.17:9100 is unreachable for 15m             | 192.168.7.3 is unreachable for 2h
        Disk is 97.5% full, 3.2GiB left                     | Disk is 88% full, 41GiB left
        Request 6f1d2c3b4a5e6f708192a3b4c5d6e7f8 has failed | Request 00aa11bb22cc33dd44ee55ff66007788 has failed
        """)
    void theSameAlertOnAnotherHostIsTheSameQuestion(String one, String other) {
        assertThat(new Question("", one, one)).isEqualTo(new Question("", other, other));
    }

    @Test
    void whatMattersStays() {
        assertThat(new Question("", "prometheus-k8s returns 5xx over IPv6 to s3", "").title()).isEqualTo("prometheus-k8s returns 5xx over IPv6 to s3");
        assertThat(new Question("KubePodCrashLooping", "Pod is restarting", "").sentence()).isEqualTo("Kube Pod Crash Looping. Pod is restarting");
    }

    @Test
    void identifiersAreSplitAndKept() {
        Words words = new Words();
        assertThat(words.terms("KubePodCrashLooping")).startsWith("kube", "pod", "crash", "loop").hasSize(5);
        assertThat(words.terms("kube_pod_crash_looping")).containsExactlyElementsOf(words.terms("KubePodCrashLooping"));
        assertThat(words.terms("kube-pod-crash-looping")).containsExactlyElementsOf(words.terms("KubePodCrashLooping"));
        assertThat(words.terms("HTTPServer CPUs 42 the etcd3")).containsExactly("http", "server", "httpserver", "cpu", "etcd3");
    }

    @Test
    void codesAreKeptWholeAndOtherNumbersAreNot() {
        Words words = new Words();
        assertThat(words.terms("ORA-00600 internal error")).containsExactly("ora", "ora00600", "internal", "error");
        assertThat(words.terms("Installer error 1603, exit code: 137, HTTP 503, 0x80070005")).contains("1603", "137", "503", "0x80070005");
        assertThat(words.terms("took 503 seconds, room 1603, error 0, node-12")).doesNotContain("503", "1603", "0", "12", "node12");
        assertThat(new Question("", "Installer failed with error 1603 after 300 s", "upstream: HTTP 503 for 12 requests").title())
            .isEqualTo("Installer failed with error 1603 after s");
        assertThat(new Question("", "x", "upstream: HTTP 503 for 12 requests, ORA-00600").body()).isEqualTo("upstream: HTTP 503 for requests, ORA-00600");
        assertThat(words.terms(new Question("", "Installer failed with error 1603", "").title())).contains("1603");
    }

    @Test
    void aHugeTextIsCut() {
        String huge = "-a1.".repeat(25_000) + "0".repeat(100_000) + "a-".repeat(50_000);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        Question question = new Question(huge, huge, huge);
        assertThat(question.title().length()).isLessThanOrEqualTo(1_000);
        assertThat(question.body().length()).isLessThanOrEqualTo(4_000);
        assertThat((threads.getCurrentThreadCpuTime() - start) / 1_000_000).as("milliseconds of the processor").isLessThan(2_000);
    }
}
