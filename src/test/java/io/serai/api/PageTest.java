package io.serai.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void namesTheNextPageOnlyIfThereIsOne() {
        PageRequest two = PageRequest.of("2", null);

        assertThat(Page.of(List.of("a", "b", "c"), two, item -> item)).isEqualTo(new Page<>(List.of("a", "b"), "b"));
        assertThat(Page.of(List.of("a", "b"), two, item -> item)).isEqualTo(new Page<>(List.of("a", "b"), null));
    }

    @Test
    void leavesNextOutOfTheJsonOfTheLastPage() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(new Page<>(List.of(1), null))).isEqualTo("{\"items\":[1]}");
    }

    @Test
    void holdsFiftyUnlessAskedOtherwise() {
        assertThat(PageRequest.of(null, "")).isEqualTo(new PageRequest(50, null));
        assertThat(PageRequest.of("500", null).limit()).isEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "501", "1e3", "99999999999", "٣", "50 "})
    void refusesASizeThatIsNone(String size) {
        assertThatThrownBy(() -> PageRequest.of(size, null)).isInstanceOf(InvalidPageException.class).hasMessageContaining("from 1 to 500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"' OR 1=1 --", "a b", "a\n", "%2e", "${x}", "x;y"})
    void refusesACursorThatNoPageEverNamed(String after) {
        assertThatThrownBy(() -> PageRequest.of(null, after)).isInstanceOf(InvalidPageException.class).hasMessageContaining("'after'");
    }

    @Test
    void readsACursorThatIsAnIdStrictly() {
        assertThat(PageRequest.of(null, "01930000-0000-7000-8000-000000000001").afterId()).isPresent();
        assertThatThrownBy(() -> PageRequest.of(null, "1-1-1-1-1").afterId()).isInstanceOf(InvalidPageException.class);
        assertThatThrownBy(() -> PageRequest.of(null, "abc").afterId()).isInstanceOf(InvalidPageException.class);
    }
}
