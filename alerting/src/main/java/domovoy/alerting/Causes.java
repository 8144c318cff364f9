package domovoy.alerting;

import domovoy.core.Title;

/** Why a rule ended, in words. */
final class Causes {
  static final Title WHEN =
      Title.of("the condition no longer holds", "условие больше не выполнено");
  static final Title UNTIL = Title.of("the end condition holds", "выполнено условие окончания");
  static final Title UNKNOWN =
      Title.of("the readings cannot be trusted", "показаниям нельзя доверять");
  static final Title KNOWN_AGAIN =
      Title.of("the readings can be trusted again", "показаниям снова можно доверять");
  static final Title EXPIRED = Title.of("its time is over", "время истекло");
  static final Title PAUSED = Title.of("automation is paused", "автоматика приостановлена");
  static final Title FAILED =
      Title.of("the rule failed and is cut off", "правило дало сбой и отключено");
  static final Title MISSED =
      Title.of(
          "its next step was missed while the engine was down",
          "следующий шаг пропущен, пока система не работала");
  static final Title CHANGED =
      Title.of("the rule was changed or removed", "правило изменено или удалено");

  private Causes() {}
}
