package org.belay;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Stream;
import org.belay.cli.BelayCommand;
import org.belay.lab.FaultyRelayCommand;
import org.belay.lab.bench.BenchCommand;
import org.belay.lab.story.StoryCommand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.MethodParam;

/** NullAway knows no picocli: this holds what it is told about options to what picocli fills in. */
class CommandOptionsTest {

    @Test
    void an_option_without_a_value_is_nullable_and_no_other_one() {
        var belay = BelayCommand.with(
                new ServeCommand(),
                new SandboxCommand(),
                new StoryCommand(),
                new BenchCommand(),
                new FaultyRelayCommand());
        List<String> wrong = commands(belay)
                .filter(command -> !(command.getCommand() instanceof CommandLine.HelpCommand))
                .flatMap(command -> command.getCommandSpec().args().stream())
                .filter(argument -> mayBeNull(argument) != isNullable(argument.userObject()))
                .map(argument -> argument.userObject().toString())
                .distinct()
                .toList();
        assertThat(wrong).isEmpty();
    }

    private static Stream<CommandLine> commands(CommandLine root) {
        return Stream.concat(
                Stream.of(root), root.getSubcommands().values().stream().flatMap(CommandOptionsTest::commands));
    }

    private static boolean mayBeNull(ArgSpec argument) {
        return !argument.required()
                && argument.defaultValue() == null
                && argument.initialValue() == null
                && !argument.type().isPrimitive();
    }

    private static boolean isNullable(Object place) {
        return type(place).isAnnotationPresent(Nullable.class);
    }

    /** An option is a field of its command, or a parameter of its method. */
    private static AnnotatedType type(Object place) {
        if (place instanceof Field field) return field.getAnnotatedType();
        var parameter = (MethodParam) place;
        return Stream.of(parameter.getDeclaringExecutable().getParameters())
                .filter(one -> one.getName().equals(parameter.getName()))
                .findFirst()
                .orElseThrow()
                .getAnnotatedType();
    }
}
