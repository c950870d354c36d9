package io.serai.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Personal data in what is sent to models, by the rules of {@code serai.llm.redaction}. */
public interface PersonalData {

    /** A document as it may be sent: its texts without personal data, but for what is called {@code id}, since answers cite it. */
    ObjectNode removed(ObjectNode document);
}
