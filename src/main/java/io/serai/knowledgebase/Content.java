package io.serai.knowledgebase;

import io.serai.ticket.Category;
import io.serai.ticket.InvalidTicketException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a version of an article says. The constructor cleans texts and refuses what must not exist; {@link CheckSteps} looks at the actions.
 *
 * @param title      one line, 1 to 500 characters
 * @param body       Markdown, at most 200,000 characters, possibly empty
 * @param categories words of {@link Category}, without repetitions, possibly none
 * @param labels     at most 50 of at most 100 characters, possibly none
 * @param steps      in order, at most 50, possibly none; an article has none
 */
record Content(String title, String body, List<String> categories, List<String> labels, List<Step> steps) {

    private static final int TITLE = 500;
    private static final int BODY = 200_000;
    private static final int MOST = 50;
    private static final int LABEL = 100;
    private static final int STEP = 2_000;

    Content {
        title = Clean.line("title", title, TITLE);
        body = Clean.text("body", body, BODY);
        categories = categories(Clean.lines("categories", categories, MOST, LABEL));
        labels = Clean.lines("labels", labels, MOST, LABEL);
        steps = steps(steps == null ? List.of() : steps);
    }

    private static List<String> categories(List<String> words) {
        List<String> known = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            try {
                known.add(Category.of(words.get(i)).json());
            } catch (InvalidTicketException e) {
                throw new InvalidArticleException("categories[" + i + "]", "is none of the 16 categories");
            }
        }
        return List.copyOf(known);
    }

    private static List<Step> steps(List<Step> steps) {
        if (steps.size() > MOST) {
            throw new InvalidArticleException("steps", "holds more than " + MOST);
        }
        List<Step> clean = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step == null) {
                throw new InvalidArticleException("steps[" + i + "]", "is missing");
            }
            clean.add(new Step(Clean.line("steps[" + i + "].text", step.text(), STEP), step.action(), step.parameters()));
        }
        return List.copyOf(clean);
    }

    /** What the hub answers from: the body, and the steps as a numbered list. */
    String text() {
        StringBuilder text = new StringBuilder(body);
        if (!steps.isEmpty()) {
            text.append(body.isEmpty() ? "" : "\n\n").append("## Steps\n");
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                text.append('\n').append(i + 1).append(". ").append(step.text());
                if (step.action() != null) {
                    text.append(" (action ").append(step.action())
                        .append(step.parameters() == null || step.parameters().isEmpty() ? "" : " " + step.parameters()).append(')');
                }
            }
        }
        return text.toString();
    }

    /** All of it, for a comparison of versions. */
    String whole() {
        return "# " + title + "\n\ncategories: " + String.join(", ", categories) + "\nlabels: " + String.join(", ", labels) + "\n\n" + text();
    }

    List<String> actions() {
        return steps.stream().map(Step::action).filter(action -> action != null).distinct().collect(Collectors.toList());
    }
}
