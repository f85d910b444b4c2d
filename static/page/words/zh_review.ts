/** Words of the review pages. */
export const zhReview = {
  "review.station": "车站",
  "review.day": "日期",
  "review.csv": "下载计数 CSV",
  "review.figure": "{station} {day} 的曲线",
  "review.no-day": "这一天没有保存的数据。",
} as const;
