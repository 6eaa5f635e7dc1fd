package org.belay.testsupport.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import org.belay.testsupport.BelayServer;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.Point;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium of Debian; collects console messages of the pages. */
public final class ChromiumBrowser implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final String AXE = axe();

    private final ChromeDriver driver;
    private final List<String> complaints = new ArrayList<>();

    private final UnaryOperator<String> address;

    /** Opens pages of a server. */
    public ChromiumBrowser(BelayServer belay) {
        this(path -> belay.url(path).toString());
    }

    /** Opens files: {@code open(file.toUri().toString())}. */
    public ChromiumBrowser() {
        this(UnaryOperator.identity());
    }

    /** Opens pages of a host through a proxy on this machine, whose certificate is not trusted. */
    public ChromiumBrowser(String root, int proxyPort) {
        this(
                path -> root + path,
                "--ignore-certificate-errors",
                "--host-resolver-rules=MAP " + URI.create(root).getHost() + ":443 127.0.0.1:" + proxyPort);
    }

    private ChromiumBrowser(UnaryOperator<String> address, String... more) {
        this.address = address;
        var console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.setCapability("goog:loggingPrefs", console);
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // tests may run as root
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--lang=en-GB",
                "--window-size=1280,900");
        options.addArguments(more);
        // explicit paths, so that Selenium does not search or download
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .withEnvironment(Map.of("LANG", "C.UTF-8"))
                .build();
        driver = new ChromeDriver(service, options);
    }

    public static boolean installed() {
        return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    }

    public void open(String path) {
        driver.get(address.apply(path));
    }

    public String url() {
        return driver.getCurrentUrl();
    }

    /** Clicks the element when it is clickable. */
    public void press(String css) {
        WebElement element = waiting().until(ExpectedConditions.elementToBeClickable(By.cssSelector(css)));
        // scroll to the centre: elements at the edge of a long page are covered by sticky elements
        ((JavascriptExecutor) driver).executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        readConsole();
        element.click();
    }

    public void type(String css, String text) {
        WebElement field = waiting().until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
        field.clear();
        field.sendKeys(text);
    }

    /** Chooses a file of this machine in a field for files. */
    public void chooseFile(String css, Path file) {
        waiting()
                .until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(css)))
                .sendKeys(file.toString());
    }

    /** Enters a long text at once. */
    public void paste(String css, String text) {
        WebElement field = waiting().until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
        driver.executeScript(
                "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
                field,
                text);
    }

    /** Sends a form like a browser in which no script runs. */
    public void sendWithoutScript(String form) {
        driver.executeScript("HTMLFormElement.prototype.submit.call(document.querySelector(arguments[0]))", form);
    }

    /** Appends text in an editor, which is in the shadow root of an element. */
    public void typeInEditor(String host, String text) {
        pressInside(host, ".cm-content");
        driver.switchTo()
                .activeElement()
                .getShadowRoot()
                .findElement(By.cssSelector(".cm-content"))
                .sendKeys(Keys.chord(Keys.CONTROL, Keys.END), "\n" + text, Keys.ESCAPE);
    }

    public void pressInside(String host, String css) {
        WebElement element = inShadow(host, css);
        ((JavascriptExecutor) driver).executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    /** Waits for the element in the shadow root and returns its text. */
    public String inside(String host, String css) {
        return inShadow(host, css).getText();
    }

    private WebElement inShadow(String host, String css) {
        return waiting()
                .ignoring(NoSuchElementException.class)
                .until(page -> driver.findElements(By.cssSelector(host)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .map(one -> one.getShadowRoot().findElement(By.cssSelector(css)))
                        .orElse(null));
    }

    public void choose(String select, String option) {
        press(select + " option[value='" + option + "']");
    }

    /** Waits until the page contains the text. */
    public void awaitText(String text) {
        waiting().until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), text));
        readConsole();
    }

    /** Waits for the element and returns its text. */
    public String words(String css) {
        return waiting()
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)))
                .getText();
    }

    /** Whether the element is displayed. */
    public boolean shows(String css) {
        return driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
    }

    /** The value of a field. */
    public String value(String css) {
        return waiting()
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)))
                .getDomProperty("value");
    }

    public void back() {
        driver.navigate().back();
    }

    /** Runs an action in a new tab and closes it. */
    public void inNewTab(Runnable what) {
        String here = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        what.run();
        driver.close();
        driver.switchTo().window(here);
    }

    /** Simulates a lost network connection. */
    public void offline(boolean away) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", away, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Sets the time zone of the browser. */
    public void setTimeZone(String zone) {
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
    }

    /** The position of the element. */
    public Point place(String css) {
        return waiting()
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)))
                .getLocation();
    }

    public boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    /** Warnings and errors of all pages so far: a violated policy, a missing file, a script error. */
    public List<String> complaints() {
        readConsole();
        return List.copyOf(complaints);
    }

    /** Sets screen width and colour scheme. */
    public void setScreen(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /** A screenshot of the whole page. */
    public byte[] picture() {
        Object data = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .get("data");
        return Base64.getDecoder().decode((String) data);
    }

    /** Whether the page scrolls horizontally. */
    public boolean scrollsSideways() {
        return (Boolean) driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** Whether the page scrolls inside its main element. */
    public boolean scrollsInside() {
        return (Boolean) driver.executeScript(
                "const main = document.querySelector('main'); return main.scrollHeight > main.clientHeight + 1");
    }

    /**
     * Accessibility problems on phone and desktop width, in light and dark colours.
     *
     * @param name of the page, for the message
     */
    public List<String> barriersEverywhere(String name) {
        var found = new ArrayList<String>();
        for (boolean dark : new boolean[] {true, false}) {
            for (int width : new int[] {320, 1280}) {
                setScreen(width, dark);
                String where = name + " " + width + (dark ? " dark " : " ");
                if (scrollsSideways()) found.add(where + "scrolls sideways");
                if (scrollsInside()) found.add(where + "scrolls inside");
                barriers().forEach(one -> found.add(where + one));
            }
        }
        return found;
    }

    /** Problems found by axe-core (WCAG 2.2 AA and best practice); empty if there are none. */
    @SuppressWarnings("unchecked")
    public List<String> barriers() {
        driver.executeScript(AXE);
        return (List<String>) driver.executeAsyncScript("""
                const done = arguments[0];
                axe.run({resultTypes: ['violations']}).then(found => done(found.violations.map(
                    one => one.id + ': ' + one.help + ' ' + one.nodes.map(node => node.html.slice(0, 160)).join(' | '))));
                """);
    }

    private static String axe() {
        try (var script = ChromiumBrowser.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readConsole() {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .forEach(entry -> complaints.add(driver.getCurrentUrl() + ": " + entry.getMessage()));
    }

    private WebDriverWait waiting() {
        var wait = new WebDriverWait(driver, Duration.ofSeconds(60));
        wait.ignoring(StaleElementReferenceException.class);
        return wait;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
