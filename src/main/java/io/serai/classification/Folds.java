package io.serai.classification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Divides tickets into parts of equal size with about the same share of each category; the same tickets always in the same way. */
final class Folds {

    static final int PARTS = 5;

    private Folds() {
    }

    /** @return for each ticket its part, from 0; equal texts are in the same part */
    static int[] of(List<LabelledTicket> tickets) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        tickets.forEach(ticket -> texts.computeIfAbsent(ticket.category(), category -> new ArrayList<>()).add(ticket.text()));
        Map<String, Integer> parts = new LinkedHashMap<>();
        int next = 0;
        for (List<String> ofCategory : texts.values()) {
            ofCategory.sort(Comparator.comparingInt(String::hashCode).thenComparing(Comparator.naturalOrder()));
            for (String text : ofCategory) {
                if (parts.putIfAbsent(text, next % PARTS) == null) {
                    next++;
                }
            }
        }
        return tickets.stream().mapToInt(ticket -> parts.get(ticket.text())).toArray();
    }

    /** The tickets in that part, or those in all others. */
    static List<LabelledTicket> part(List<LabelledTicket> tickets, int[] parts, int part, boolean in) {
        List<LabelledTicket> chosen = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] == part == in) {
                chosen.add(tickets.get(i));
            }
        }
        return chosen;
    }
}
