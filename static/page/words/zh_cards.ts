/** Words of the action cards. */
export const zhCards = {
  "cards.who": "岗位",
  "cards.trigger": "何时",
  "cards.first": "先做三件事",
  "cards.steps": "本岗步骤",
  "cards.report": "报告口令",
  "cards.equipment": "带什么",
  "cards.never": "切勿",
  "cards.stand-down": "撤岗",
  "cards.version": "预案第{version}版 · {sha} · 打印于{day} {time}，以平板上的现行版本为准",
  "cards.provisional": "（暂定）",
} as const;
