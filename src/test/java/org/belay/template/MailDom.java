package org.belay.template;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXParseException;

/** A mail's HTML as a tree: it is written so that an XML parser can read it, which is stricter than any browser. */
public final class MailDom {
    private MailDom() {}

    public static Document parse(String html) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setIgnoringComments(true); // the sanitizer puts one between two braces
            // newer JDKs stop at 100,000 characters, and an attack may be as long as a mail
            factory.setAttribute("jdk.xml.maxGeneralEntitySizeLimit", 0);
            factory.setAttribute("jdk.xml.totalEntitySizeLimit", 0);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            Document document = builder.parse(new InputSource(new StringReader(html)));
            document.normalize();
            return document;
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + e.getMessage() + "\n" + html, e);
        }
    }

    public static List<Element> all(Document document, String name) {
        var found = document.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) elements.add((Element) found.item(i));
        return elements;
    }

    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXParseException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXParseException {
            throw e;
        }
    }
}
