package org.belay.testsupport;

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

/** Debian's Chromium, without a screen; keeps what the pages complain about in its console. */
public final class Chromium implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final String AXE = axe();

    private final ChromeDriver driver;
    private final List<String> complaints = new ArrayList<>();

    private final UnaryOperator<String> address;

    /** For the pages of a server. */
    public Chromium(BelayServer belay) {
        this(path -> belay.url(path).toString());
    }

    /** For files: {@code open(file.toUri().toString())}. */
    public Chromium() {
        this(UnaryOperator.identity());
    }

    /** For pages of a host that is reached through a proxy on this machine, whose certificate nobody knows. */
    public Chromium(String root, int proxyPort) {
        this(
                path -> root + path,
                "--ignore-certificate-errors",
                "--host-resolver-rules=MAP " + URI.create(root).getHost() + ":443 127.0.0.1:" + proxyPort);
    }

    private Chromium(UnaryOperator<String> address, String... more) {
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
        // named, so that nothing is looked for or loaded from elsewhere
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

    /** Clicks what the selector finds, once it can be clicked. */
    public void press(String css) {
        WebElement element = waiting().until(ExpectedConditions.elementToBeClickable(By.cssSelector(css)));
        // buttons low on a long page lie under what sticks to its edges until they are in the middle
        ((JavascriptExecutor) driver).executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        hear();
        element.click();
    }

    public void type(String css, String text) {
        WebElement field = waiting().until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
        field.clear();
        field.sendKeys(text);
    }

    /** Writes below everything that stands in an editor, which lives in the shadow of an element. */
    public void writes(String host, String text) {
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

    /** Waits until there is such a part in the shadow of an element, and gives its words. */
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

    /** Waits until the page says so somewhere. */
    public void sees(String text) {
        waiting().until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), text));
        hear();
    }

    /** Waits until there is such a part of the page, and gives its words. */
    public String words(String css) {
        return waiting()
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)))
                .getText();
    }

    /** Whether a reader sees it now. */
    public boolean shows(String css) {
        return driver.findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
    }

    /** What was typed into a field. */
    public String value(String css) {
        return waiting()
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)))
                .getDomProperty("value");
    }

    public void back() {
        driver.navigate().back();
    }

    /** Does something in a tab of its own, and closes it. */
    public void inNewTab(Runnable what) {
        String here = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.TAB);
        what.run();
        driver.close();
        driver.switchTo().window(here);
    }

    /** Whether nothing comes through to the server. */
    public void offline(boolean away) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", away, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** The time zone of the reader's machine. */
    public void livesIn(String zone) {
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
    }

    /** Where on the screen it stands. */
    public Point place(String css) {
        return waiting()
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)))
                .getLocation();
    }

    public boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    /** Warnings and errors of every page so far: a broken policy, a missing file, a script that threw. */
    public List<String> complaints() {
        hear();
        return List.copyOf(complaints);
    }

    /** The size and the colours of a reader's screen. */
    public void reads(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /** The whole page as a picture. */
    public byte[] picture() {
        Object data = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                .get("data");
        return Base64.getDecoder().decode((String) data);
    }

    /** Whether something reaches beyond the page's right edge. */
    public boolean scrollsSideways() {
        return (Boolean) driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** Whether the page is longer than the place it is shown in, so that one must scroll within it. */
    public boolean scrollsInside() {
        return (Boolean) driver.executeScript(
                "const main = document.querySelector('main'); return main.scrollHeight > main.clientHeight + 1");
    }

    /**
     * What keeps somebody from reading the page, on a phone and on a desk, in light and in dark colours.
     *
     * @param name of the page, to say where
     */
    public List<String> barriersEverywhere(String name) {
        var found = new ArrayList<String>();
        for (boolean dark : new boolean[] {true, false}) {
            for (int width : new int[] {320, 1280}) {
                reads(width, dark);
                String where = name + " " + width + (dark ? " dark " : " ");
                if (scrollsSideways()) found.add(where + "scrolls sideways");
                if (scrollsInside()) found.add(where + "scrolls inside");
                barriers().forEach(one -> found.add(where + one));
            }
        }
        return found;
    }

    /** What axe-core finds wrong with the page, by WCAG 2.2 AA and its own good practice; empty if nothing. */
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
        try (var script = Chromium.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hear() {
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
