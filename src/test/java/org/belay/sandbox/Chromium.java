package org.belay.sandbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.belay.testsupport.BelayServer;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium, without a screen; keeps what the pages complain about in its console. */
final class Chromium implements AutoCloseable {
    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final BelayServer belay;
    private final ChromeDriver driver;
    private final List<String> complaints = new ArrayList<>();

    Chromium(BelayServer belay) {
        this.belay = belay;
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
        // named, so that nothing is looked for or loaded from elsewhere
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .withEnvironment(Map.of("LANG", "C.UTF-8"))
                .build();
        driver = new ChromeDriver(service, options);
    }

    static boolean installed() {
        return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    }

    void open(String path) {
        driver.get(belay.url(path).toString());
    }

    String url() {
        return driver.getCurrentUrl();
    }

    /** Clicks what the selector finds, once it can be clicked. */
    void press(String css) {
        WebElement element = waiting().until(ExpectedConditions.elementToBeClickable(By.cssSelector(css)));
        // buttons low on a long page lie under what sticks to its edges until they are in the middle
        ((JavascriptExecutor) driver).executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        hear();
        element.click();
    }

    void type(String css, String text) {
        WebElement field = waiting().until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)));
        field.clear();
        field.sendKeys(text);
    }

    void choose(String select, String option) {
        press(select + " option[value='" + option + "']");
    }

    /** Waits until the page says so somewhere. */
    void sees(String text) {
        waiting().until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), text));
        hear();
    }

    /** Waits until there is such a part of the page, and gives its words. */
    String words(String css) {
        return waiting()
                .until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(css)))
                .getText();
    }

    boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    /** Warnings and errors of every page so far: a broken policy, a missing file, a script that threw. */
    List<String> complaints() {
        hear();
        return List.copyOf(complaints);
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
