import { toTaskDocument } from '../../indicators/documents/task-document.ts';
import type { TaskVerdict } from '../../indicators/tasks.ts';
import type { Context, Input } from '../command.ts';
import { demoNoted } from '../evaluating/demo-mark.ts';
import type { ExitCode } from '../terminal/failure.ts';
import { EXIT } from '../terminal/failure.ts';
import { askedTimes, asOfDay, zoneOf } from '../terminal/request.ts';
import { checkPlan, chosenPlans } from '../showing/scorecard.ts';
import { evaluateTasks } from '../evaluating/tasks.ts';
import { showTasks } from '../showing/tasks-view.ts';
import { withWorks } from '../opening/wire.ts';

/** The tasks of the plans with what their indicators and records say. */
export async function run(context: Context, input: Input): Promise<ExitCode> {
  const { terminal } = context;
  const now = context.now();
  const asOf = input.text('asOf');
  return withWorks(
    context,
    (definitions) => {
      const zone = zoneOf(definitions.profiles);
      return {
        ...askedTimes(input, { zone, now }),
        plan: checkPlan(definitions, input.text('plan')),
      };
    },
    async (works, { day, known, plan }) => {
      const { catalogue, profiles, asker } = works;
      const isDemo = await demoNoted(terminal, asker, profiles);
      const all: TaskVerdict[] = [];
      for (const profile of profiles) {
        const plans = chosenPlans(catalogue, profile, plan?.id);
        const own = asOfDay(asOf, { zone: profile.zone, now });
        const tasks = await evaluateTasks(works, profile, { plans, asOf: own, knownAt: known.moment });
        all.push(...tasks);
        if (!terminal.json && tasks.length > 0)
          showTasks({ terminal, catalogue, profile }, tasks, { asOf: own, isDemo: isDemo(profile) });
      }
      if (terminal.json) {
        const tasks = all.map((task) => toTaskDocument(task, known.text));
        terminal.printJson({ as_of: day, known_at: known.text, tasks });
      } else if (all.length === 0) {
        terminal.print(terminal.say({ zh: '所选文件没有工作任务。', en: 'the chosen plans list no tasks.' }));
      }
      return EXIT.done;
    },
  );
}
