package org.belay.audience.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.belay.platform.RequestRefused;
import org.jspecify.annotations.Nullable;

/** One XML part of a spreadsheet as a stream of tags and texts. Refuses DTDs, deep nesting, and what {@link UnpackedEntryStream} refuses. */
final class BoundedXml implements AutoCloseable {
    private static final int DEEPEST = 100;
    private static final XMLInputFactory FACTORY = factory();

    private final String fileName;
    private final UnpackedEntryStream bytes;
    private final XMLStreamReader xml;
    private int depth;

    private BoundedXml(String fileName, UnpackedEntryStream bytes, XMLStreamReader xml) {
        this.fileName = fileName;
        this.bytes = bytes;
        this.xml = xml;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory made = XMLInputFactory.newDefaultFactory();
        made.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        made.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        made.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        made.setProperty(XMLInputFactory.IS_COALESCING, false); // a long text comes in pieces
        // Java 24 and newer count "&amp;" as entities and end at 100,000 of them. The limits here and in
        // UnpackedEntryStream are
        // enough without.
        made.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        made.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        made.setProperty("jdk.xml.maxElementDepth", "0");
        return made;
    }

    static BoundedXml open(String fileName, InputStream part, long compressed) {
        var bytes = new UnpackedEntryStream(part, compressed);
        try {
            return new BoundedXml(fileName, bytes, FACTORY.createXMLStreamReader(bytes));
        } catch (XMLStreamException | RuntimeException e) {
            throw refused(fileName, bytes, e);
        }
    }

    /** Goes to the next start tag, end tag or text; false at the end. */
    boolean next() {
        try {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (++depth > DEEPEST) throw SpreadsheetFile.damaged(fileName, "its XML is nested too deep");
                        return true;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        return true;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        return true;
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw SpreadsheetFile.damaged(
                                fileName, "its XML has a DTD or an entity, which no spreadsheet has");
                    default -> {}
                }
            }
            return false;
        } catch (RequestRefused refused) {
            throw refused;
        } catch (XMLStreamException | RuntimeException e) { // the parser throws both for bytes that are no XML
            throw refused(fileName, bytes, e);
        }
    }

    boolean isStart() {
        return xml.isStartElement();
    }

    boolean isStart(String name) {
        return xml.isStartElement() && xml.getLocalName().equals(name);
    }

    boolean isEnd(String name) {
        return xml.isEndElement() && xml.getLocalName().equals(name);
    }

    boolean isText() {
        return xml.isCharacters();
    }

    /** Name of the tag without its prefix. */
    String name() {
        return xml.getLocalName();
    }

    String prefix() {
        return Optional.ofNullable(xml.getPrefix()).orElse("");
    }

    /** Value of an attribute, by its name without prefix; empty if the tag has no such attribute. */
    Optional<String> attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) return Optional.of(xml.getAttributeValue(i));
        }
        return Optional.empty();
    }

    Optional<String> attribute(String prefix, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name) && prefix.equals(xml.getAttributePrefix(i))) {
                return Optional.of(xml.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    /** A piece of text. */
    String text() {
        return xml.getText();
    }

    /** Skips the content of the tag at which this is, and its end. */
    void skip() {
        int until = depth - 1;
        while (depth > until && next()) {}
    }

    private static RequestRefused refused(String fileName, UnpackedEntryStream bytes, Exception cause) {
        @Nullable String excess = bytes.excess();
        return excess == null
                ? SpreadsheetFile.damaged(fileName, "a part of it cannot be unpacked or is no XML")
                : TableFile.refused(
                        fileName, "this spreadsheet " + excess, "Save the list as \"CSV UTF-8\" and import that.");
    }

    @Override
    public void close() {
        try (bytes) {
            xml.close();
        } catch (XMLStreamException | IOException closed) {
            // nothing was written
        }
    }
}
