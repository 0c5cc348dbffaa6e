/** The parts of the chart library that are used: a file of its own, fetched with the first chart. */
export {
  areaY,
  axisX,
  axisY,
  barX,
  dot,
  gridY,
  lineY,
  plot,
  pointerX,
  rectX,
  rectY,
  ruleX,
  ruleY,
  text,
  tickX,
  tip,
} from '@observablehq/plot';
